// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.guest.Task;
import io.hvsim.model.guest.TaskQueue;
import io.hvsim.model.technique.Cause;
import java.util.function.Consumer;

/**
 * Interrupt moderation of a network card: interrupts are at least a gap apart, and packets that come earlier wait for the
 * next one. A rate cap, not a count per packet: under load many packets share an interrupt, a lone packet has its own.
 *
 * <p>The wait is booked as {@link Cause#NETWORK}.
 */
public final class InterruptThrottle {
    private final Simulation simulation;
    private final long gapNs;
    private final Consumer<TaskQueue> guest;
    private final TaskQueue held = new TaskQueue();
    private final Timer next;
    private long closedUntil;

    /**
     * @param gapNs time between interrupts, at least; 0 for an interrupt at once
     * @param guest takes what arrives with an interrupt, and empties the queue
     */
    public InterruptThrottle(Simulation simulation, long gapNs, Consumer<TaskQueue> guest) {
        this.simulation = simulation;
        this.gapNs = gapNs;
        this.guest = guest;
        this.next = simulation.timer(this::interrupt);
    }

    /** The packets of {@code task}'s request are in the card. */
    public void arrive(Task task) {
        task.startWaiting();
        held.add(task);
        if (next.isArmed()) {
            return;
        }
        if (simulation.now() >= closedUntil) {
            interrupt();
        } else {
            next.armAt(closedUntil);
        }
    }

    private void interrupt() {
        closedUntil = simulation.now() + gapNs;
        held.forEach(task -> task.waitedFor(Cause.NETWORK));
        guest.accept(held);
    }
}
