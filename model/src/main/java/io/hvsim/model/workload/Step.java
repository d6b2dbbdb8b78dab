// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.Distribution;
import io.hvsim.model.guest.ActionUse;
import java.util.List;

/** One step of the program that serves a request. */
public sealed interface Step {

    /**
     * Computing: user mode and kernel actions.
     *
     * @param userCycles user-mode work in Netburst cycles
     * @param actions kernel actions, all of which happen each time
     */
    record Work(Distribution userCycles, List<ActionUse> actions) implements Step {}

    /**
     * Computing for as long as the load says of each request.
     *
     * @param actions kernel actions, all of which happen each time
     */
    record Demand(List<ActionUse> actions) implements Step {}

    /**
     * Disk requests, one after the other; the task sleeps while each is served.
     *
     * @param bytes data of each
     */
    record Disk(int requests, boolean write, double bytes) implements Step {}

    /**
     * Steps while holding a lock of the guest kernel.
     *
     * @param lock its name; steps with the same name want the same spinlock, mutex or semaphore
     * @param steps {@link Work} alone for a spinlock; no mutex or semaphore, so that tasks cannot wait for each other in a
     *     circle
     */
    record Locked(String lock, LockKind kind, List<Step> steps) implements Step {

        /** @throws IllegalArgumentException for a step that must not be taken while the lock is held */
        public Locked {
            for (Step step : steps) {
                boolean sleeps = !kind.spins();
                boolean nests = step instanceof Locked inner && !inner.kind.spins();
                if (!(step instanceof Work) && (!sleeps || nests)) {
                    throw new IllegalArgumentException("not while a lock is held: " + step);
                }
            }
        }
    }

    /** A change of mappings that the other CPUs running the program must drop from their TLBs. */
    record Flush() implements Step {}

    /** Data sent to the network; the task sleeps while the send queue is full. */
    record Send(double bytes, double packets) implements Step {}

    /** The task sleeps. */
    record Sleep(Distribution ns) implements Step {}
}
