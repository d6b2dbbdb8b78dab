// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/** Cycles and counts by cause, while a piece of guest work is being priced. */
public final class Bill {
    private final double[] cycles = new double[Cause.COUNT];
    private final double[] counts = new double[Cause.COUNT];

    /** Adds {@code cycles} core cycles to {@code cause}. */
    public void add(Cause cause, double cycles) {
        this.cycles[cause.ordinal()] += cycles;
    }

    /** Counts {@code times} occurrences of {@code cause}. */
    public void count(Cause cause, double times) {
        counts[cause.ordinal()] += times;
    }

    public double cycles(Cause cause) {
        return cycles[cause.ordinal()];
    }

    public double count(Cause cause) {
        return counts[cause.ordinal()];
    }

    /** All cycles that virtualization added. */
    public double overheadCycles() {
        double sum = 0;
        for (Cause cause : Cause.values()) {
            sum += cause.isOverhead() ? cycles[cause.ordinal()] : 0;
        }
        return sum;
    }
}
