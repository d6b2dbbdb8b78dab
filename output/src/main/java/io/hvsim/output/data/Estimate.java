// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import io.hvsim.model.result.MetricSummary;

/** A value with its two-sided confidence interval; both ends are NaN where the interval is unknown. */
public record Estimate(double mean, double low, double high) {
    /** No value at all. */
    public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN);

    public static Estimate of(MetricSummary summary) {
        return new Estimate(summary.mean(), summary.ciLow(), summary.ciHigh());
    }

    public boolean isPresent() {
        return Double.isFinite(mean);
    }

    public boolean hasInterval() {
        return isPresent() && Double.isFinite(low) && Double.isFinite(high);
    }

    /** Half the interval's width, NaN where it is unknown. */
    public double halfWidth() {
        return (high - low) / 2;
    }

    /** The same in another unit that is {@code size} of this one. */
    public Estimate dividedBy(double size) {
        return new Estimate(mean / size, low / size, high / size);
    }
}
