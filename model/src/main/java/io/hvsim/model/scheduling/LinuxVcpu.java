// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

/** A vCPU as a thread of a Linux host. */
final class LinuxVcpu extends FairEntity {
    static final int NO_PCPU = -1;

    final Contender contender;
    final LinuxVm vm;
    /** Whether it makes a difference to it where it runs. */
    final boolean isChoosy;
    /** The pCPU whose queue it is in, or was in last. */
    int pcpu = NO_PCPU;
    /** Kept by {@link LinuxPcpu}: where it is among the runnable vCPUs there, or {@link LinuxPcpu#NOWHERE}. */
    int seat = LinuxPcpu.NOWHERE;
    /** When it last had a pCPU, in nanoseconds. */
    long leftAtNs = Long.MIN_VALUE / 2;
    /** Runnable, but out of the queues, since its VM has used up its quota there. */
    boolean throttled;

    LinuxVcpu(Contender contender, LinuxVm vm) {
        super(vm.weight);
        this.contender = contender;
        this.vm = vm;
        this.isChoosy = contender.hasNear();
    }

    /** Whether it runs or waits in the queue of {@code index}. */
    boolean isRunnableOn(int index) {
        return pcpu == index && seat != LinuxPcpu.NOWHERE;
    }
}
