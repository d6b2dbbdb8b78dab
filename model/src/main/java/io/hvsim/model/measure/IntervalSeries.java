// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.measure;

import java.util.Arrays;

/** Number and mean of a quantity in consecutive intervals of simulated time, from the start of the run. */
public final class IntervalSeries {
    private final long intervalNs;
    private long[] counts = new long[64];
    private double[] sums = new double[64];

    /** @param intervalNs length of each interval in nanoseconds, above 0 */
    public IntervalSeries(long intervalNs) {
        this.intervalNs = intervalNs;
    }

    public long intervalNs() {
        return intervalNs;
    }

    public void record(long now, double value) {
        int index = (int) (now / intervalNs);
        if (index >= counts.length) {
            int length = Math.max(index + 1, 2 * counts.length);
            counts = Arrays.copyOf(counts, length);
            sums = Arrays.copyOf(sums, length);
        }
        counts[index]++;
        sums[index] += value;
    }

    /** Mean of each whole interval before {@code end}; NaN where nothing was recorded. */
    public double[] means(long end) {
        double[] means = new double[(int) (end / intervalNs)];
        for (int i = 0; i < means.length; i++) {
            means[i] = i < counts.length && counts[i] > 0 ? sums[i] / counts[i] : Double.NaN;
        }
        return means;
    }

    /** Number per second in each whole interval before {@code end}. */
    public double[] rates(long end) {
        double[] rates = new double[(int) (end / intervalNs)];
        for (int i = 0; i < rates.length; i++) {
            rates[i] = (i < counts.length ? counts[i] : 0) * 1e9 / intervalNs;
        }
        return rates;
    }
}
