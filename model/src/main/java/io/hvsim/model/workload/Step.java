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
     * @param lock its name; steps with the same name and a lock of the same sort want the same one
     * @param steps {@link Work} alone for a spinlock; nothing at which tasks wait for each other but spinlocks, so that they
     *     cannot do so in a circle
     */
    record Locked(String lock, LockKind kind, List<Step> steps) implements Step {

        /** @throws IllegalArgumentException for a step that must not be taken while the lock is held */
        public Locked {
            for (Step step : steps) {
                boolean sleeps = !kind.spins();
                boolean nests = step instanceof Locked inner && !inner.kind.spins()
                        || step instanceof Barrier
                        || step instanceof StopMachine;
                if (!(step instanceof Work) && (!sleeps || nests)) {
                    throw new IllegalArgumentException("not while a lock is held: " + step);
                }
            }
        }
    }

    /** A change of mappings that the other CPUs running the program must drop from their TLBs. */
    record Flush() implements Step {}

    /** A function that all other vCPUs have to call, idle or not, before the task goes on. */
    record CallFunction() implements Step {}

    /** {@code work} while all other vCPUs are stopped with interrupts disabled. */
    record StopMachine(Work work) implements Step {}

    /**
     * All tasks that serve the load wait for each other here.
     *
     * @param spinNs how long each spins before it sleeps, 0 or more; {@link Long#MAX_VALUE} to spin until all have come
     */
    record Barrier(long spinNs) implements Step {}

    /** Data sent to the network; the task sleeps while the send queue is full. */
    record Send(double bytes, double packets) implements Step {}

    /** The task sleeps. */
    record Sleep(Distribution ns) implements Step {}
}
