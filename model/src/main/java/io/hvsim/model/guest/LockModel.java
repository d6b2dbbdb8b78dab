// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * How the spinlocks of a guest kernel work.
 *
 * @param kind who gets a lock that is released
 * @param transferNs time to bring the lock's cache line over and take it, in nanoseconds; 0 or more
 * @param haltAfterNs how long a waiter spins before it halts its vCPU until it is kicked, in nanoseconds; {@link #NEVER}
 *     without paravirtual spinlocks
 */
public record LockModel(Kind kind, long transferNs, long haltAfterNs) {
    /** A waiter that spins for as long as it takes. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Locks that cost nothing to take. */
    public static final LockModel FREE = new LockModel(Kind.TEST_AND_SET, 0, NEVER);

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
         * A released lock is free for whoever runs; if nobody takes it first, the head of the queue does, who is kicked if it
         * has halted. Newcomers take a free lock at once: paravirtual queued locks (Linux since 4.2).
         */
        UNFAIR_QUEUE
    }

    /** Whether waiters halt. */
    public boolean isParavirtual() {
        return haltAfterNs != NEVER;
    }
}
