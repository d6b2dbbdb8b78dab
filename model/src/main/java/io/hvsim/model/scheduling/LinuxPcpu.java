// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.Arrays;

/** A pCPU of a Linux host, with a run queue of its own. */
final class LinuxPcpu {
    static final int NOWHERE = -1;

    final int index;
    final FairQueue root;
    LinuxVcpu running;
    /** Up to when the running vCPU was charged to the quota of its VM, in nanoseconds. */
    long chargedNs;
    /** It has been asked to choose again and has not done so yet. */
    boolean asked;

    private LinuxVcpu[] vcpus = new LinuxVcpu[8];
    private int count;

    LinuxPcpu(int index, FairQueue root) {
        this.index = index;
        this.root = root;
    }

    /** How many vCPUs are runnable or running here; sleepers whose dequeue is delayed and throttled ones do not count. */
    int count() {
        return count;
    }

    void enter(LinuxVcpu vcpu) {
        if (count == vcpus.length) {
            vcpus = Arrays.copyOf(vcpus, 2 * count);
        }
        vcpu.seat = count;
        vcpus[count++] = vcpu;
    }

    void exit(LinuxVcpu vcpu) {
        LinuxVcpu last = vcpus[--count];
        vcpus[vcpu.seat] = last;
        last.seat = vcpu.seat;
        vcpus[count] = null;
        vcpu.seat = NOWHERE;
    }

    /** Of the waiting vCPUs that may run on {@code to}, the one that has been off a pCPU longest, since before {@code untilNs}. */
    LinuxVcpu coldest(int to, long untilNs) {
        LinuxVcpu coldest = null;
        for (int i = 0; i < count; i++) {
            LinuxVcpu vcpu = vcpus[i];
            if (vcpu != running
                    && vcpu.leftAtNs <= untilNs
                    && vcpu.contender.mayRunOn(to)
                    && (coldest == null || vcpu.leftAtNs < coldest.leftAtNs)) {
                coldest = vcpu;
            }
        }
        return coldest;
    }
}
