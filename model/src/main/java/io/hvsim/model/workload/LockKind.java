// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

/** Kinds of locks of a guest kernel, and ways to hold them. */
public enum LockKind {
    /** A spinlock: waiters spin. */
    SPIN,
    /** A mutex: waiters may sleep. */
    MUTEX,
    /** A reader-writer semaphore, held to read, beside other readers: waiters sleep. */
    READ,
    /** A reader-writer semaphore, held to write, alone: waiters may sleep. */
    WRITE
}
