// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * How the mutexes or the reader-writer semaphores of a guest kernel work.
 *
 * @param spinsOnOwner whether a task that finds the lock taken spins for as long as the owner runs, before it sleeps (Linux
 *     since 2.6.29; writers of semaphores since 3.16)
 * @param noticesPreemption whether it also stops spinning when the owner's vCPU has no pCPU (Linux since 4.10, on
 *     hypervisors that tell)
 * @param handsOver whether a released lock is given to the task that sleeps longest, even though that has to wake first;
 *     otherwise it is free for whoever comes, and that task is woken to try again
 * @param transferNs time to take a lock that has become free, in nanoseconds; 0 or more
 * @param countNs how long each reader that comes or goes keeps the cache line with the count of readers, in nanoseconds; 0
 *     or more
 */
public record MutexModel(
        boolean spinsOnOwner, boolean noticesPreemption, boolean handsOver, long transferNs, long countNs) {
    /** Locks on which tasks sleep at once, and that cost nothing to take. */
    public static final MutexModel PLAIN = new MutexModel(false, false, false, 0, 0);
}
