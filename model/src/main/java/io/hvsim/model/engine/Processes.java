// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Process style on a {@link Simulation}: models made of life cycles instead of events. Both may be mixed, since a process
 * is nothing but a {@link Timer} whose action lets its life cycle go on.
 *
 * <pre>{@code
 * try (Processes processes = new Processes(simulation)) {
 *     processes.process("clock", self -> {
 *         for (int tick = 0; tick < 10; tick++) {
 *             self.hold(1_000_000);
 *         }
 *     }).activate();
 *     simulation.run();
 * }
 * }</pre>
 *
 * <p>Each life cycle has a thread, virtual where the JDK has them (21 and later), but only one of them, or the thread in
 * {@link Simulation#run}, runs at a time; the others wait for their turn. So a run is as deterministic as one of events,
 * life cycles share data without locks, and each sees what those before it wrote. The price is two changes of thread for
 * each wait, some 10 microseconds or more where an event takes 0.1. On a JDK with virtual threads it is about one
 * microsecond if {@link Simulation#run} itself is called in a virtual thread.
 *
 * <p>What a life cycle throws comes out of {@link Simulation#run} as a {@link ProcessFailedException}. The others stay as
 * they are until {@link #close} ends them.
 */
public final class Processes implements AutoCloseable {
    private final Simulation simulation;
    private final ExecutorService threads = Coroutine.threads();
    private final Set<SimProcess> alive = new LinkedHashSet<>();
    private @Nullable SimProcess running;

    /** Process style on this simulation. */
    public Processes(Simulation simulation) {
        this.simulation = Objects.requireNonNull(simulation, "simulation");
    }

    /** A passive process; {@link SimProcess#activate} starts its life cycle. */
    public SimProcess process(String name, LifeCycle lifeCycle) {
        return new SimProcess(
                this, Objects.requireNonNull(name, "name"), Objects.requireNonNull(lifeCycle, "lifeCycle"));
    }

    /** The number of processes that have started and not yet come to their end. */
    public int alive() {
        return alive.size();
    }

    /**
     * Ends all processes and releases their threads. A life cycle ends where it waits, as if by an error that it cannot
     * catch and go on from: its {@code finally} blocks run, in the order in which the processes were started, and any
     * further wait there ends at once. No process may start afterwards.
     *
     * @throws IllegalStateException if called by a process
     * @throws ProcessFailedException if a {@code finally} block throws; the first, with those of others suppressed
     */
    @Override
    public void close() {
        if (running != null) {
            throw new IllegalStateException("a process cannot close the processes");
        }
        ProcessFailedException failure = null;
        for (SimProcess process : List.copyOf(alive)) {
            try {
                process.close();
            } catch (ProcessFailedException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        threads.shutdown();
        if (failure != null) {
            throw failure;
        }
    }

    Simulation simulation() {
        return simulation;
    }

    ExecutorService threads() {
        return threads;
    }

    /** The process whose life cycle runs now; none while an event of another kind does. */
    @Nullable
    SimProcess running() {
        return running;
    }

    void enter(SimProcess process) {
        running = process;
        alive.add(process);
    }

    void leave(SimProcess process) {
        running = null;
        if (process.isEnded()) {
            alive.remove(process);
        }
    }
}
