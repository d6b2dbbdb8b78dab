// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

/** Kinds of locks of a guest kernel, and ways to hold them. */
public enum LockKind {
    /** A spinlock: waiters spin. */
    SPIN,
    /** A spinlock that is wanted and held with interrupts disabled: they wait until the lock is let go. */
    SPIN_IRQSAVE,
    /** A mutex: waiters may sleep. */
    MUTEX,
    /** A reader-writer semaphore, held to read, beside other readers: waiters sleep. */
    READ,
    /** A reader-writer semaphore, held to write, alone: waiters may sleep. */
    WRITE;

    /** Whether waiters spin and never sleep. */
    public boolean spins() {
        return this == SPIN || this == SPIN_IRQSAVE;
    }
}
