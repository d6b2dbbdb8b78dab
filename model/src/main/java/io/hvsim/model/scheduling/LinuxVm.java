// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.ArrayList;
import java.util.List;

/**
 * A VM as a control group of a Linux host. It weighs the same however many vCPUs it has, as the kernel's default ({@code
 * cpu.shares} 1024, {@code cpu.weight} 100) is left by libvirt and systemd.
 */
final class LinuxVm {
    /** Linux weight of a share: nice 0 weighs 1024. */
    private static final double WEIGHT_PER_SHARE = FairEntity.NORMAL_WEIGHT / Claim.NORMAL_SHARES;

    /** The least weight of a group. Source: Linux, {@code MIN_SHARES}. */
    private static final long LEAST_WEIGHT = 2;

    /** Weight of the VM, however many vCPUs it has. */
    final long weight;

    final List<LinuxVcpu> vcpus = new ArrayList<>();
    /** By pCPU; null where none is needed, or none was yet. */
    final VmShare[] shares;
    /** By pCPU: by how much the VM was behind when it gave its share back. */
    final long[] lags;
    /** Null if it has no limit. */
    final Quota quota;
    /** How many of its vCPUs are in queues. */
    int runnable;

    LinuxVm(Claim claim, int pcpus, Quota quota) {
        this.weight = Math.max(LEAST_WEIGHT, Math.round(claim.shares() * WEIGHT_PER_SHARE));
        this.shares = new VmShare[pcpus];
        this.lags = new long[pcpus];
        this.quota = quota;
    }

    /** Whether it may not go on on {@code pcpu} in this period. */
    boolean hasUsedUp(int pcpu) {
        return quota != null && quota.isUsedUp(pcpu);
    }

    boolean isRunnableOn(int pcpu) {
        for (LinuxVcpu vcpu : vcpus) {
            if (vcpu.isRunnableOn(pcpu)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What {@code here} of its vCPUs weigh together on a pCPU: the weight of the VM, divided among those in queues, so that
     * sleeping vCPUs leave their weight to the others.
     */
    long weightOf(int here) {
        return Math.max(LEAST_WEIGHT, weight * Math.max(1, here) / Math.max(1, runnable));
    }
}
