// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

/** Kinds of locks of a guest, and ways to hold them. */
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
    WRITE,
    /** A lock of a program, made of a futex: waiters sleep at once, and whoever comes first when it is free has it. */
    FUTEX;

    /** Whether waiters spin and never sleep. */
    public boolean spins() {
        return this == SPIN || this == SPIN_IRQSAVE;
    }
}
