// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import java.util.Objects;

/**
 * One run of a discrete-event model: the clock and the calendar of events to come.
 *
 * <p>A model creates {@link Timer}s, each with an action, and arms them. The simulation takes the earliest armed timer,
 * sets the clock to its time and lets it expire: its action arms further timers, until none is armed. Events happen in the
 * order of (time, priority, arming): at equal times the lower priority value goes first, and at equal priority the timer
 * armed first. A timer armed for the current time expires at that time, after its equals that were armed before it.
 *
 * <p>Time is in nanoseconds since the start and ends at {@link Long#MAX_VALUE} (292 years). It passes only between
 * events: during an action the clock stands still.
 *
 * <p>There is no shared state, so runs may go on in parallel, each with its own simulation; one simulation is used by one
 * thread at a time.
 */
public final class Simulation {
    private final EventCalendar calendar = new EventCalendar();
    private long nowNs;
    private long executed;
    private boolean running;
    private boolean stopped;

    private static final class ActionTimer extends Timer {
        private final Runnable action;

        ActionTimer(Simulation simulation, int priority, Runnable action) {
            super(simulation, priority);
            this.action = action;
        }

        @Override
        protected void expire() {
            action.run();
        }
    }

    /** The clock: nanoseconds since the start, 0 before the first event. */
    public long now() {
        return nowNs;
    }

    /** A timer of priority 0, not armed yet. */
    public Timer timer(Runnable action) {
        return timer(0, action);
    }

    /**
     * A timer, not armed yet.
     *
     * @param priority from -32 to 31: of several events at the same time the one with the lowest value goes first
     * @param action what happens when the timer expires
     * @throws IllegalArgumentException if the priority is out of range
     */
    public Timer timer(int priority, Runnable action) {
        return new ActionTimer(this, priority, Objects.requireNonNull(action, "action"));
    }

    /** Executes events until no timer is armed or {@link #stop()} is called; may be called again to go on. */
    public void run() {
        execute(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /**
     * Executes every event up to and including {@code timeNs}, then sets the clock to it. After {@link #stop()} the
     * clock stays at the last event.
     *
     * @throws IllegalArgumentException if {@code timeNs} is in the past
     */
    public void runUntil(long timeNs) {
        requireNotPast(timeNs);
        execute(timeNs, Long.MAX_VALUE);
        if (!stopped) {
            nowNs = timeNs;
        }
    }

    /** Executes the first event of the calendar; false if there is none. */
    public boolean step() {
        return execute(Long.MAX_VALUE, 1) == 1;
    }

    /** Ends the run in progress as soon as the current action returns; timers stay armed. Between runs it does nothing. */
    public void stop() {
        stopped = true;
    }

    /** The number of events executed since the start. */
    public long executed() {
        return executed;
    }

    /** The number of armed timers. */
    public int pending() {
        return calendar.size();
    }

    void arm(Timer timer, long timeNs) {
        requireNotPast(timeNs);
        timer.timeNs = timeNs;
        calendar.put(timer);
    }

    void cancel(Timer timer) {
        calendar.remove(timer);
    }

    /** Executes up to {@code count} events up to {@code limitNs} and returns how many they were. */
    private long execute(long limitNs, long count) {
        if (running) {
            throw new IllegalStateException("the simulation is already running: an action must not run it again");
        }
        long before = executed;
        running = true;
        stopped = false;
        try {
            while (!stopped && executed - before < count) {
                Timer next = calendar.removeFirst(limitNs);
                if (next == null) {
                    break;
                }
                nowNs = next.timeNs;
                executed++;
                next.expire();
            }
        } finally {
            running = false;
        }
        return executed - before;
    }

    private void requireNotPast(long timeNs) {
        if (timeNs < nowNs) {
            throw new IllegalArgumentException("time " + timeNs + " ns is in the past: now is " + nowNs + " ns");
        }
    }
}
