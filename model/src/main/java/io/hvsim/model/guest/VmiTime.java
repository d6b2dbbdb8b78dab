// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.measure.RunState;
import io.hvsim.model.measure.RunStateClock;

/**
 * The clock of a vCPU as the Virtual Machine Interface shows it: REAL time passes always, STOLEN time passes while the
 * vCPU wants to run and may not, AVAILABLE time is what is left. All in nanoseconds.
 *
 * <p>Source: Virtual Machine Interface specification 2.0 (2006), time interface.
 */
public final class VmiTime {
    /** A counter that an alarm can be set on. */
    public enum Counter {
        REAL,
        AVAILABLE
    }

    private final RunStateClock clock = new RunStateClock(RunState.BLOCKED, 0);

    /** The vCPU enters {@code next} now. */
    public void enter(RunState next, long now) {
        clock.enter(next, now);
    }

    public long stolenNs(long now) {
        return clock.ns(RunState.RUNNABLE, now) + clock.ns(RunState.OFFLINE, now);
    }

    public long availableNs(long now) {
        return now - stolenNs(now);
    }

    /** The value of {@code counter}. */
    public long read(Counter counter, long now) {
        return counter == Counter.REAL ? now : availableNs(now);
    }

    /** Whether {@code counter} advances as long as the vCPU stays in its state. */
    boolean advances(Counter counter) {
        return counter == Counter.REAL || !clock.state().isWaiting();
    }
}
