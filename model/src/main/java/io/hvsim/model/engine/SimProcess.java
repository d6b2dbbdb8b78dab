// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

/**
 * An active entity whose life cycle is written as straight-line code: it holds for a while, waits to be activated, and
 * activates or interrupts others. {@link Processes} makes them.
 *
 * <p>A new process is passive; {@link #activate} starts its life cycle. A process that becomes active does so as an event
 * of priority 0 at the current time: after the one that activated it has gone on to its next {@link #hold}, {@link
 * #passivate} or end.
 */
public final class SimProcess {
    private final Processes processes;
    private final String name;
    private final Timer timer;
    private final Coroutine coroutine;
    private boolean passive = true;
    private boolean interrupted;

    SimProcess(Processes processes, String name, LifeCycle lifeCycle) {
        this.processes = processes;
        this.name = name;
        this.timer = processes.simulation().timer(this::resume);
        this.coroutine = new Coroutine(processes.threads(), name, () -> lifeCycle.run(this));
    }

    /** The name, as in error messages and of the thread. */
    public String name() {
        return name;
    }

    /**
     * Waits until {@code delayNs} of simulated time have passed. With 0 it lets the other events of the current time
     * that are already armed go first.
     *
     * @throws ProcessInterruptedException if {@link #interrupt}ed before that
     * @throws IllegalArgumentException if the delay is negative or ends after {@link Long#MAX_VALUE}
     * @throws IllegalStateException if called by any other than this process itself
     */
    public void hold(long delayNs) {
        requireRunning("hold");
        timer.armIn(delayNs);
        suspendUntil(timer.expiresAt());
    }

    /**
     * Waits to be {@link #activate}d.
     *
     * @throws ProcessInterruptedException if {@link #interrupt}ed instead
     * @throws IllegalStateException if called by any other than this process itself
     */
    public void passivate() {
        requireRunning("passivate");
        passive = true;
        suspendUntil(processes.simulation().now());
    }

    /**
     * Starts this process, or lets it go on after {@link #passivate}. May be called by another process or by the action
     * of a timer.
     *
     * @throws IllegalStateException if it is not passive: running, holding, activated already, or at its end
     */
    public void activate() {
        if (!passive) {
            throw new IllegalStateException("process '" + name + "' cannot be activated: it is not passive");
        }
        passive = false;
        timer.armIn(0);
    }

    /**
     * Ends the {@link #hold} or {@link #passivate} of this process: it goes on at the current time with a {@link
     * ProcessInterruptedException}, and what it waited for is cancelled. An activation that has not taken effect yet is
     * overruled; two interrupts at the same time count as one.
     *
     * @throws IllegalStateException if it waits for nothing: running, not started, or at its end
     */
    public void interrupt() {
        boolean waits = coroutine.isStarted() && !coroutine.isEnded() && processes.running() != this;
        if (!waits) {
            throw new IllegalStateException("process '" + name + "' cannot be interrupted: it waits for nothing");
        }
        passive = false;
        interrupted = true;
        timer.armIn(0);
    }

    /** Whether the process waits to be activated. */
    public boolean isPassive() {
        return passive;
    }

    /** Whether the life cycle has come to its end. */
    public boolean isEnded() {
        return coroutine.isEnded();
    }

    /**
     * Ends the life cycle where it waits; its {@code finally} blocks run.
     *
     * @throws ProcessFailedException if one of them throws
     */
    void close() {
        timer.cancel();
        passive = false;
        enter(coroutine::close);
    }

    private void resume() {
        enter(coroutine::resume);
    }

    private void enter(Runnable handOver) {
        processes.enter(this);
        try {
            handOver.run();
        } finally {
            processes.leave(this);
        }
        Throwable failure = coroutine.failure();
        if (failure != null) {
            throw new ProcessFailedException(name, processes.simulation().now(), failure);
        }
    }

    private void suspendUntil(long endNs) {
        coroutine.suspend();
        if (interrupted) {
            interrupted = false;
            throw new ProcessInterruptedException(
                    name, endNs - processes.simulation().now());
        }
    }

    private void requireRunning(String verb) {
        if (processes.running() != this) {
            throw new IllegalStateException("only process '" + name + "' itself can " + verb);
        }
    }
}
