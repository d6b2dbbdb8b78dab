// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * How the vCPUs of a guest kernel wait for each other.
 *
 * @param sparesPreempted whether a TLB flush leaves vCPUs that have no pCPU alone, which then flush when they run again
 *     (paravirtual TLB flush)
 * @param yieldsToCalled whether a vCPU that interrupts others and waits for them offers its pCPU to one of them that has
 *     none (paravirtual yield)
 */
public record Synchronization(
        LockModel spinlocks,
        MutexModel mutexes,
        MutexModel semaphores,
        boolean sparesPreempted,
        boolean yieldsToCalled) {
    /** Locks that cost nothing to take, and flushes that interrupt everyone. */
    public static final Synchronization PLAIN =
            new Synchronization(LockModel.FREE, MutexModel.PLAIN, MutexModel.PLAIN, false, false);
}
