// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.guest.Task;
import io.hvsim.model.guest.TaskQueue;
import io.hvsim.model.technique.Cause;
import java.util.function.Consumer;

/**
 * Coalescing of a virtual disk's completion interrupts by the number of commands in flight: with few in flight every
 * completion interrupts the guest, with many only a share, since others follow soon.
 *
 * <p>Source: Ahmad, Gulati and Mashtizadeh, "vIC: Interrupt Coalescing for Virtual Machine Storage Device IO", USENIX ATC
 * 2011. Differs from the source in: the table of shares is from memory of it; the limit on interrupts between VMMs is
 * left out.
 */
public final class VirtualInterruptCoalescing {
    private static final long EPOCH_NS = 200_000_000;
    private static final double LEAST_PER_SECOND = 2000;

    private final Simulation simulation;
    private final Consumer<TaskQueue> guest;
    private final TaskQueue held = new TaskQueue();
    private int inFlight;
    private long epochEnd = EPOCH_NS;
    private long completedInEpoch;
    private boolean coalesces;
    private double owed;

    /** @param guest takes what a completion interrupt announces, and empties the queue */
    public VirtualInterruptCoalescing(Simulation simulation, Consumer<TaskQueue> guest) {
        this.simulation = simulation;
        this.guest = guest;
    }

    /** A command is on its way to the disk. */
    public void issued() {
        inFlight++;
    }

    /** The command of {@code task} is done. */
    public void completed(Task task) {
        startEpochIfDue();
        completedInEpoch++;
        owed += coalesces ? deliveredShare(inFlight) : 1;
        inFlight--;
        task.startWaiting();
        held.add(task);
        if (owed >= 1 || inFlight == 0) {
            owed = Math.max(0, owed - 1);
            deliver();
        }
    }

    /** Rates are looked at in epochs: the last one decides for the next. */
    private void startEpochIfDue() {
        if (simulation.now() >= epochEnd) {
            coalesces = completedInEpoch * 1e9 / EPOCH_NS > LEAST_PER_SECOND;
            completedInEpoch = 0;
            epochEnd = simulation.now() + EPOCH_NS;
        }
    }

    private void deliver() {
        held.forEach(task -> task.waitedFor(Cause.DEVICE_QUEUE));
        guest.accept(held);
    }

    /** Share of completions that interrupt the guest when {@code inFlight} commands are in flight. */
    static double deliveredShare(int inFlight) {
        if (inFlight < 4) {
            return 1;
        }
        return inFlight < 8 ? 0.8 : inFlight < 12 ? 0.75 : inFlight < 16 ? 2 / 3.0 : 8.0 / inFlight;
    }
}
