// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.measure;

/** How long a vCPU was in each run state. The four times always add up to the time since the clock was started. */
public final class RunStateClock {
    private final long[] ns = new long[RunState.values().length];
    private final long startedAt;
    private RunState state;
    private long since;

    public RunStateClock(RunState state, long now) {
        this.state = state;
        this.since = now;
        this.startedAt = now;
    }

    public RunState state() {
        return state;
    }

    /** Enters {@code next}; the time since the last change was spent in the state left. */
    public void enter(RunState next, long now) {
        ns[state.ordinal()] += now - since;
        since = now;
        state = next;
    }

    /** Time spent in {@code state} up to {@code now}, in nanoseconds. */
    public long ns(RunState state, long now) {
        return ns[state.ordinal()] + (state == this.state ? now - since : 0);
    }

    /** @throws IllegalStateException if the times do not add up to the time since the start */
    public void check(long now) {
        long sum = 0;
        for (RunState each : RunState.values()) {
            sum += ns(each, now);
        }
        if (sum != now - startedAt) {
            throw new IllegalStateException("run states add up to " + sum + " ns of " + (now - startedAt) + " ns");
        }
    }
}
