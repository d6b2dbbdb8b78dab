// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import org.jspecify.annotations.Nullable;

/**
 * An event that an entity owns and uses again and again: armed for a time, it expires then, once, and is free to be armed
 * anew. Arming and cancelling take constant time and allocate nothing.
 *
 * <p>What happens is what a subclass does in {@link #expire}, or an action ({@link Simulation#timer(Runnable)}). A subclass
 * keeps what it needs in its own fields: one object for the event in place of two or three, which counts with more timers than a
 * core's cache holds.
 *
 * <p>When it happens the timer is no longer armed, so it may be armed for the next time there.
 */
public abstract class Timer {
    final int priority;
    private final Simulation simulation;

    /** When armed, the expiry. */
    long timeNs;

    /** Kept by the calendar: the slot or front, or {@link EventCalendar#NOWHERE}, and the neighbours in its list. */
    int slot = EventCalendar.NOWHERE;

    @Nullable
    Timer next;

    @Nullable
    Timer previous;

    /** A timer of priority 0, not armed yet. */
    protected Timer(Simulation simulation) {
        this(simulation, 0);
    }

    /**
     * A timer, not armed yet.
     *
     * @param priority from -32 to 31: of several events at the same time the one with the lowest value goes first
     * @throws IllegalArgumentException if the priority is out of range
     */
    protected Timer(Simulation simulation, int priority) {
        if (priority < EventCalendar.LOWEST_PRIORITY || priority > EventCalendar.HIGHEST_PRIORITY) {
            throw new IllegalArgumentException("priority " + priority + " is not in -32..31");
        }
        this.simulation = simulation;
        this.priority = priority;
    }

    /** What happens at the time for which the timer was armed. */
    protected abstract void expire();

    /**
     * Arms for the simulated time {@code timeNs}, which may be now. An armed timer moves there and counts as armed last
     * among equals, even if its time does not change.
     *
     * @throws IllegalArgumentException if {@code timeNs} is in the past; the timer is then as it was
     */
    public final void armAt(long timeNs) {
        simulation.arm(this, timeNs);
    }

    /**
     * Arms for {@code delayNs} from now, as {@link #armAt} does. To wait forever, do not arm: a delay that ends after
     * {@link Long#MAX_VALUE} is an error.
     *
     * @param delayNs 0 or more
     * @throws IllegalArgumentException if {@code delayNs} is negative or too long; the timer is then as it was
     */
    public final void armIn(long delayNs) {
        long nowNs = simulation.now();
        long longestNs = Long.MAX_VALUE - nowNs;
        if (delayNs < 0 || delayNs > longestNs) {
            throw new IllegalArgumentException(
                    "delay " + delayNs + " ns is not in 0.." + longestNs + " ns; now is " + nowNs + " ns");
        }
        simulation.arm(this, nowNs + delayNs);
    }

    /** Disarms; does nothing when not armed. */
    public final void cancel() {
        simulation.cancel(this);
    }

    /** Whether the timer waits to expire. */
    public final boolean isArmed() {
        return slot != EventCalendar.NOWHERE;
    }

    /**
     * The simulated time, in nanoseconds, at which the armed timer expires.
     *
     * @throws IllegalStateException if it is not armed
     */
    public final long expiresAt() {
        if (!isArmed()) {
            throw new IllegalStateException("the timer is not armed");
        }
        return timeNs;
    }
}
