// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * How long a task of a given nice value may run before the next one has its turn, under Linux 2.6's O(1) scheduler.
 *
 * <p>Source: Linux 2.6.2x {@code kernel/sched.c}, {@code task_timeslice}.
 */
public final class NiceTimeslice {
    private static final int MAX_PRIORITY = 140;
    private static final int PRIORITY_OF_NICE_0 = 120;
    private static final int STEPS = 20;
    private static final int BOOST_OF_NEGATIVE_NICE = 4;
    private static final int SHORTEST_DIVISOR = 20;

    private NiceTimeslice() {}

    /**
     * The time slice in nanoseconds.
     *
     * @param baseNs that of nice 0; the shortest is a twentieth of it
     * @param nice from -20 to 19
     */
    public static long of(long baseNs, int nice) {
        long scaled = nice < 0 ? baseNs * BOOST_OF_NEGATIVE_NICE : baseNs;
        long steps = MAX_PRIORITY - (PRIORITY_OF_NICE_0 + nice);
        return Math.max(scaled * steps / STEPS, baseNs / SHORTEST_DIVISOR);
    }
}
