// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.Sampler;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.SleepingLock;
import io.hvsim.model.guest.SleepingWait;
import io.hvsim.model.guest.SpinLock;

/**
 * A step of a program, priced for one VM.
 *
 * @param burst what {@link Kind#EXECUTE}, {@link Kind#DEMAND} and {@link Kind#KICK} execute, or the back end does for {@link Kind#SEND}
 * @param userNs user-mode time of {@link Kind#EXECUTE}, or the length of {@link Kind#SLEEP}, in nanoseconds; may be null
 *     for none
 * @param bytes data of {@link Kind#SEND}, {@link Kind#READ} and {@link Kind#WRITE}
 * @param packets packets of {@link Kind#SEND}
 * @param lock what {@link Kind#LOCK} or {@link Kind#LOCK_IRQSAVE} takes and {@link Kind#UNLOCK} lets go of
 * @param awaited what {@link Kind#WAIT} waits for
 * @param sleepingLock what {@link Kind#UNLOCK_AND_WAKE} lets go of
 */
record Instruction(
        Kind kind,
        Burst burst,
        Sampler userNs,
        double bytes,
        double packets,
        SpinLock lock,
        SleepingWait awaited,
        SleepingLock sleepingLock) {

    /** What an instruction does. */
    enum Kind {
        /** Occupies the CPU. */
        EXECUTE,
        /** Occupies the CPU for as long as the load says. */
        DEMAND,
        /** Tells the host's back end that its ring has work, if it does not look by itself. */
        KICK,
        /** Waits for data from the disk. */
        READ,
        /** Waits until the disk has data. */
        WRITE,
        /** Hands data to the network. */
        SEND,
        /** Takes a spinlock. */
        LOCK,
        /** Disables interrupts and takes a spinlock. */
        LOCK_IRQSAVE,
        /** Lets go of a spinlock and enables interrupts. */
        UNLOCK,
        /** Takes a lock on which tasks sleep, or comes to a barrier. */
        WAIT,
        /** Lets go of a lock on which tasks sleep. */
        UNLOCK_AND_WAKE,
        /** Has other CPUs flush their TLBs. */
        FLUSH,
        /** Has all other CPUs call a function. */
        CALL,
        /** Stops all other CPUs. */
        STOP,
        /** Lets them go on. */
        RESUME,
        /** Sleeps. */
        SLEEP,
        /** The request is served. */
        END
    }

    static Instruction execute(Burst burst, Sampler userNs) {
        return new Instruction(Kind.EXECUTE, burst, userNs, 0, 0, null, null, null);
    }

    static Instruction demand(Burst burst) {
        return new Instruction(Kind.DEMAND, burst, null, 0, 0, null, null, null);
    }

    static Instruction kick(Burst burst) {
        return new Instruction(Kind.KICK, burst, null, 0, 0, null, null, null);
    }

    static Instruction of(Kind kind, SpinLock lock) {
        return new Instruction(kind, Burst.EMPTY, null, 0, 0, lock, null, null);
    }

    static Instruction waitFor(SleepingWait awaited) {
        return new Instruction(Kind.WAIT, Burst.EMPTY, null, 0, 0, null, awaited, null);
    }

    static Instruction release(SleepingLock lock) {
        return new Instruction(Kind.UNLOCK_AND_WAKE, Burst.EMPTY, null, 0, 0, null, null, lock);
    }

    static Instruction disk(boolean write, double bytes) {
        return new Instruction(write ? Kind.WRITE : Kind.READ, Burst.EMPTY, null, bytes, 0, null, null, null);
    }

    static Instruction send(Burst atHost, double bytes, double packets) {
        return new Instruction(Kind.SEND, atHost, null, bytes, packets, null, null, null);
    }

    static Instruction of(Kind kind) {
        return new Instruction(kind, Burst.EMPTY, null, 0, 0, null, null, null);
    }

    long sampleNs() {
        return userNs == null ? 0 : Math.round(userNs.next());
    }
}
