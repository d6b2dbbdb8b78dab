// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import java.util.Objects;

/**
 * One run of a discrete-event model: the clock and the calendar of events to come.
 *
 * <p>A model creates {@link Timer}s, each with an action, and arms them. The simulation takes the earliest armed timer,
 * sets the clock to its time and runs its action, which arms further timers, until none is armed. Events happen in the
 * order of (time, priority, arming): at equal times the lower priority value goes first, and at equal priority the timer
 * armed first. An event armed for the current time happens in the same run, after those armed before it.
 *
 * <p>Time is in nanoseconds since the start and ends at {@link Long#MAX_VALUE} (292 years). Simulated time passes only
 * between events: during an action the clock stands still.
 *
 * <p>There is no shared state, so runs may go on in parallel, each with its own simulation; one simulation is confined
 * to one thread at a time.
 */
public final class Simulation {
    private final EventCalendar calendar = new EventCalendar();
    private long nowNs;
    private long nextSequence;
    private long executed;
    private boolean running;
    private boolean stopped;

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
     * @param priority which of several events at the same time goes first: the one with the lowest value
     * @param action what happens when the timer expires
     */
    public Timer timer(int priority, Runnable action) {
        return new Timer(this, priority, Objects.requireNonNull(action, "action"));
    }

    /** Executes events until no timer is armed or {@link #stop()} is called. May be called again to go on. */
    public void run() {
        begin();
        try {
            while (!stopped && !calendar.isEmpty()) {
                executeFirst();
            }
        } finally {
            running = false;
        }
    }

    /**
     * Executes every event up to and including {@code timeNs}, then sets the clock to it. After {@link #stop()} the
     * clock stays at the last event.
     *
     * @throws IllegalArgumentException if {@code timeNs} is before the clock
     */
    public void runUntil(long timeNs) {
        requireNotPast(timeNs);
        begin();
        try {
            while (!stopped && !calendar.isEmpty() && calendar.firstTimeNs() <= timeNs) {
                executeFirst();
            }
            nowNs = stopped ? nowNs : timeNs;
        } finally {
            running = false;
        }
    }

    /** Executes the first event of the calendar; false if there is none. */
    public boolean step() {
        begin();
        try {
            boolean found = !calendar.isEmpty();
            if (found) {
                executeFirst();
            }
            return found;
        } finally {
            running = false;
        }
    }

    /** Ends the run in progress as soon as the current action returns; timers stay armed. Else it does nothing. */
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
        timer.sequence = nextSequence++;
        calendar.put(timer);
    }

    void cancel(Timer timer) {
        calendar.remove(timer);
    }

    private void begin() {
        if (running) {
            throw new IllegalStateException("the simulation is already running: an action must not run it again");
        }
        running = true;
        stopped = false;
    }

    /** The timer leaves the calendar before its action runs, so that the action may arm it again. */
    private void executeFirst() {
        Timer timer = calendar.removeFirst();
        nowNs = timer.timeNs;
        executed++;
        timer.action.run();
    }

    private void requireNotPast(long timeNs) {
        if (timeNs < nowNs) {
            throw new IllegalArgumentException("time " + timeNs + " ns is in the past: now is " + nowNs + " ns");
        }
    }
}
