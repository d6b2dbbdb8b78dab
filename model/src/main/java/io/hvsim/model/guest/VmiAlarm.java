// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * A periodic alarm on a counter of {@link VmiTime}. It is due whenever the counter passes an expiry, but can only be
 * delivered to a running vCPU; expiries that were missed until then are delivered as one.
 *
 * <p>Source: Virtual Machine Interface specification 2.0 (2006), alarms.
 */
public final class VmiAlarm {
    /** No expiry as long as the vCPU stays in its state. */
    public static final long NEVER = Long.MAX_VALUE;

    private final VmiTime time;
    private final VmiTime.Counter counter;
    private long expiry = NEVER;
    private long period;

    public VmiAlarm(VmiTime time, VmiTime.Counter counter) {
        this.time = time;
        this.counter = counter;
    }

    /** Sets the first expiry to the absolute counter value {@code expiry}, later ones {@code period} apart. */
    public void set(long expiry, long period) {
        this.expiry = expiry;
        this.period = period;
    }

    public void cancel() {
        expiry = NEVER;
    }

    /** When the alarm is next due if the vCPU stays in its state: {@code now} if it already is, or {@link #NEVER}. */
    public long dueAt(long now) {
        if (expiry == NEVER) {
            return NEVER;
        }
        long left = expiry - time.read(counter, now);
        if (left <= 0) {
            return now;
        }
        return time.advances(counter) ? now + left : NEVER;
    }

    /** Delivers the alarm to the running vCPU if it is due; the next expiry is then the first one still to come. */
    public boolean deliver(long now) {
        long passed = time.read(counter, now) - expiry;
        if (expiry == NEVER || passed < 0) {
            return false;
        }
        expiry += (passed / period + 1) * period;
        return true;
    }
}
