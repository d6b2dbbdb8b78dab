// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.machine.Host;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.Cause;
import java.util.Arrays;

/**
 * An uninterrupted stretch of guest execution as priced on the platform: nanoseconds by cause, and what it counts. Made
 * once, executed many times; user time that differs from one execution to the next is added by {@link Execution}.
 */
public final class Burst {
    /** The number of a burst that is not one of {@link KernelBursts}. */
    static final int UNNUMBERED = -1;

    /** A burst that takes no time. */
    public static final Burst EMPTY = new Burst(new int[0], new long[0], new int[0], new double[0], 0, UNNUMBERED);

    /** Its place among the bursts of a kernel, or {@link #UNNUMBERED}. */
    final int number;

    /** Time of all causes. */
    private final long fixedNs;

    final int[] causes;
    /** Time of each cause. */
    final long[] ns;
    /** Time of all causes up to and including each: the last entry is the whole fixed time. */
    final long[] cumulativeNs;

    final int[] countedCauses;
    final double[] counts;
    final double dilation;

    private Burst(
            int[] causes, long[] cumulativeNs, int[] countedCauses, double[] counts, double dilation, int number) {
        this.number = number;
        this.fixedNs = cumulativeNs.length == 0 ? 0 : cumulativeNs[cumulativeNs.length - 1];
        this.causes = causes;
        this.ns = cumulativeNs.clone();
        this.cumulativeNs = cumulativeNs;
        for (int i = ns.length - 1; i > 0; i--) {
            ns[i] -= ns[i - 1];
        }
        this.countedCauses = countedCauses;
        this.counts = counts;
        this.dilation = dilation;
    }

    /**
     * The burst that {@code bill} describes on {@code host}. Rounding to nanoseconds is of the running sum, so the whole
     * is right to half a nanosecond and the parts add up to it.
     *
     * @param dilation extra user-mode time, as a share of it
     */
    public static Burst of(Bill bill, Host host, double dilation) {
        int[] causes = new int[Cause.COUNT];
        long[] cumulative = new long[Cause.COUNT];
        int[] counted = new int[Cause.COUNT];
        double[] counts = new double[Cause.COUNT];
        int parts = 0;
        int countedParts = 0;
        double cycles = 0;
        for (Cause cause : Cause.values()) {
            if (bill.cycles(cause) != 0) {
                cycles += bill.cycles(cause);
                causes[parts] = cause.ordinal();
                cumulative[parts++] = Math.round(host.nanos(cycles));
            }
            if (bill.count(cause) != 0) {
                counted[countedParts] = cause.ordinal();
                counts[countedParts++] = bill.count(cause);
            }
        }
        return new Burst(
                Arrays.copyOf(causes, parts),
                Arrays.copyOf(cumulative, parts),
                Arrays.copyOf(counted, countedParts),
                Arrays.copyOf(counts, countedParts),
                dilation,
                UNNUMBERED);
    }

    /** This burst as the one of {@code number} among those of a kernel. */
    Burst numbered(int number) {
        return new Burst(causes, cumulativeNs, countedCauses, counts, dilation, number);
    }

    /** Adds the time of {@code times} executions to {@code ns}, by cause. */
    void charge(int times, long[] ns) {
        for (int i = 0; i < causes.length; i++) {
            ns[causes[i]] += times * this.ns[i];
        }
    }

    /** Time of the burst without the user time that an execution adds. */
    public long fixedNs() {
        return fixedNs;
    }
}
