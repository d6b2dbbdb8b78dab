// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

/**
 * How a hypervisor deals with guests that spin: the pause-loop exit of the CPU, and whom its handler looks for to yield the
 * pCPU to.
 *
 * <p>Source: Linux, {@code kvm_vcpu_on_spin}; each rule by the kernel that brought it. Differs from the source in: a vCPU
 * counts as in kernel mode unless it executes a step of a program that has user time and no lock.
 *
 * @param windowNs how long a guest spins before it exits, in nanoseconds; {@link Long#MAX_VALUE} without the exit
 * @param gapNs how far apart two PAUSEs of one loop may be before the window begins anew, in nanoseconds
 * @param growth factor on the window with every exit until the vCPU is switched in again; 1 or more
 * @param maxWindowNs longest window in nanoseconds
 * @param exitNs exit and entry with a light handler, in nanoseconds; above 0
 * @param lookNs to look at one vCPU of the VM, in nanoseconds
 * @param attemptNs to try to yield to one, while holding the locks of both run queues, in nanoseconds
 * @param checkNs to find whether yielding to one can be of use, before any lock is taken, in nanoseconds
 * @param switchLockNs how long a pCPU that switches holds the lock of its run queue, in nanoseconds
 * @param wakeLockNs how long a wake-up holds the lock of the run queue that it goes to, in nanoseconds
 * @param skipsSpinners whether every other look passes over a vCPU that is itself in a pause-loop exit (3.6)
 * @param bailsOut whether an attempt gives up when nobody else waits on either pCPU (3.8)
 * @param onlyPreempted whether only vCPUs that were taken off their pCPU are looked at (3.9)
 * @param onlyInKernel whether only vCPUs in kernel mode are (4.14)
 * @param alsoWoken whether a vCPU that was woken and waits for a pCPU counts as preempted (5.3)
 * @param alsoInterrupted whether one with a pending interrupt counts as in kernel mode (5.13)
 * @param boostsKicked whether a vCPU that kicks one that has halted while it waited for a lock yields to it (5.4)
 */
public record PauseLoops(
        long windowNs,
        long gapNs,
        double growth,
        long maxWindowNs,
        long exitNs,
        long lookNs,
        long attemptNs,
        long checkNs,
        long switchLockNs,
        long wakeLockNs,
        boolean skipsSpinners,
        boolean bailsOut,
        boolean onlyPreempted,
        boolean onlyInKernel,
        boolean alsoWoken,
        boolean alsoInterrupted,
        boolean boostsKicked) {

    /** Guests spin unnoticed. */
    public static final PauseLoops UNNOTICED = new PauseLoops(
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            1,
            Long.MAX_VALUE,
            1,
            0,
            0,
            0,
            0,
            0,
            false,
            false,
            false,
            false,
            false,
            false,
            false);

    /** The window after one more exit. */
    long grown(long windowNs) {
        return windowNs == Long.MAX_VALUE ? windowNs : (long) Math.min(maxWindowNs, windowNs * growth);
    }
}
