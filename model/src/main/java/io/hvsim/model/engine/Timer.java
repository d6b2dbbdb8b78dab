// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import org.jspecify.annotations.Nullable;

/**
 * An event that an entity owns and uses again and again: armed for a time, it runs its action then, once, and is free to
 * be armed anew. Arming and cancelling take constant time and allocate nothing.
 *
 * <p>When the action runs the timer is no longer armed, so an action may arm its own timer for the next time.
 */
public final class Timer {
    final int priority;
    final Runnable action;
    private final Simulation simulation;

    /** When armed, the expiry. */
    long timeNs;

    /** Kept by the calendar: the slot or front, or {@link EventCalendar#NOWHERE}, and the neighbours in its list. */
    int slot = EventCalendar.NOWHERE;

    @Nullable
    Timer next;

    @Nullable
    Timer previous;

    Timer(Simulation simulation, int priority, Runnable action) {
        this.simulation = simulation;
        this.priority = priority;
        this.action = action;
    }

    /**
     * Arms for the simulated time {@code timeNs}, which may be now. An armed timer moves there and counts as armed last
     * among equals, even if its time does not change.
     *
     * @throws IllegalArgumentException if {@code timeNs} is in the past; the timer is then as it was
     */
    public void armAt(long timeNs) {
        simulation.arm(this, timeNs);
    }

    /**
     * Arms for {@code delayNs} from now, as {@link #armAt} does. To wait forever, do not arm: a delay that ends after
     * {@link Long#MAX_VALUE} is an error.
     *
     * @param delayNs 0 or more
     * @throws IllegalArgumentException if {@code delayNs} is negative or too long; the timer is then as it was
     */
    public void armIn(long delayNs) {
        long nowNs = simulation.now();
        long longestNs = Long.MAX_VALUE - nowNs;
        if (delayNs < 0 || delayNs > longestNs) {
            throw new IllegalArgumentException(
                    "delay " + delayNs + " ns is not in 0.." + longestNs + " ns; now is " + nowNs + " ns");
        }
        simulation.arm(this, nowNs + delayNs);
    }

    /** Disarms; does nothing when not armed. */
    public void cancel() {
        simulation.cancel(this);
    }

    /** Whether the timer waits to expire. */
    public boolean isArmed() {
        return slot != EventCalendar.NOWHERE;
    }

    /**
     * The simulated time, in nanoseconds, at which the armed timer expires.
     *
     * @throws IllegalStateException if it is not armed
     */
    public long expiresAt() {
        if (!isArmed()) {
            throw new IllegalStateException("the timer is not armed");
        }
        return timeNs;
    }
}
