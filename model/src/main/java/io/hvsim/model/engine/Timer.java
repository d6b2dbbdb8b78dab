// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

/**
 * An event that an entity owns and uses again and again: armed for a time, it runs its action then, once, and is free to
 * be armed anew. Arming and cancelling take O(log n) of the armed timers and allocate nothing.
 *
 * <p>When the action runs the timer is no longer armed, so an action may arm its own timer for the next time.
 */
public final class Timer {
    final Simulation simulation;
    final int priority;
    final Runnable action;

    /** Kept by the simulation: when armed, the expiry and the rank among equals. */
    long timeNs;

    long sequence;

    /** Kept by the calendar: the position in its heap, or {@link EventCalendar#NOWHERE}. */
    int slot = EventCalendar.NOWHERE;

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
        long now = simulation.now();
        if (delayNs < 0 || delayNs > Long.MAX_VALUE - now) {
            throw new IllegalArgumentException("delay " + delayNs + " ns from now (" + now + " ns) is not in 0.."
                    + (Long.MAX_VALUE - now) + " ns");
        }
        simulation.arm(this, now + delayNs);
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

    /** Whether this goes before {@code other}, given that both expire at the same time. */
    boolean precedes(Timer other) {
        return priority != other.priority ? priority < other.priority : sequence < other.sequence;
    }
}
