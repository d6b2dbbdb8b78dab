// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * How the spinlocks of a guest kernel work.
 *
 * @param kind who gets a lock that is released
 * @param transferNs time to bring the lock's cache line over and take it, in nanoseconds; 0 or more
 * @param haltAfterNs how long a waiter spins before it halts its vCPU until it is kicked, in nanoseconds; {@link #NEVER}
 *     without paravirtual spinlocks
 * @param looksAfterNs how often a queued waiter looks at the one before it, and halts if that has halted, in nanoseconds:
 *     for the first time when it joins the queue, and again after a halt; {@link #NEVER} if it does not
 * @param noticesPreemption whether it also halts if that one's vCPU has no pCPU
 */
public record LockModel(Kind kind, long transferNs, long haltAfterNs, long looksAfterNs, boolean noticesPreemption) {
    /** A waiter that spins for as long as it takes. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Locks that cost nothing to take. */
    public static final LockModel FREE = new LockModel(Kind.TEST_AND_SET, 0, NEVER, NEVER, false);

    /** Kinds of spinlocks. */
    public enum Kind {
        /** Whoever looks first when the lock is free takes it. Linux until 2.6.24. */
        TEST_AND_SET,
        /**
         * Waiters are served in the order in which they came, whether their vCPU runs or not: ticket locks (Linux 2.6.25 to
         * 4.1) and queued (MCS) locks (since 4.2).
         */
        FIRST_COME,
        /**
         * A released lock is free; the head of the queue takes it, who is kicked if it has halted. A newcomer may take it
         * first, but tries only once, and not while the head spins or has lost its pCPU while spinning: paravirtual queued
         * locks (Linux 4.2 to 4.14).
         */
        UNFAIR_QUEUE,
        /**
         * The same, except that newcomers that find a queue spin beside it for as long as its head does not spin: hybrid
         * paravirtual queued locks (Linux since 4.15).
         */
        HYBRID_QUEUE
    }
}
