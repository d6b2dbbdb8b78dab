// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import io.hvsim.model.result.Metric;
import io.hvsim.model.result.PointResult;
import io.hvsim.scenario.experiment.Summary;
import java.util.Arrays;

/**
 * A simulated value with its confidence interval.
 *
 * @param halfWidth of the interval; NaN for a single replication
 */
public record Estimate(double mean, double halfWidth) {
    /** No value at all. */
    public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN);

    /** Lower end of the interval. */
    public double low() {
        return mean - halfWidth;
    }

    /** Upper end of the interval. */
    public double high() {
        return mean + halfWidth;
    }

    /** The same, multiplied. */
    Estimate times(double factor) {
        return new Estimate(mean * factor, halfWidth * factor);
    }

    /**
     * The mean of a metric over the replications; {@link #NONE} when they do not report it.
     *
     * @param confidence level of the interval, 0..1
     */
    static Estimate of(PointResult result, String vm, String metric, double confidence) {
        double[] values = known(values(result, vm, metric));
        return values.length == 0 ? NONE : new Estimate(mean(values), Summary.halfWidth(values, confidence));
    }

    /**
     * The mean of a metric over what it is elsewhere. Replications of the same number met the same arrivals, so the
     * interval is that of the differences within pairs (delta method for a ratio of paired means).
     */
    static Estimate ratio(PointResult result, PointResult base, String vm, String metric, double confidence) {
        double[] values = values(result, vm, metric);
        double[] bases = values(base, vm, metric);
        double meanBase = mean(known(bases));
        double ratio = mean(known(values)) / meanBase;
        double[] residuals = new double[Math.min(values.length, bases.length)];
        for (int i = 0; i < residuals.length; i++) {
            residuals[i] = values[i] - ratio * bases[i];
        }
        return new Estimate(ratio, Summary.halfWidth(known(residuals), confidence) / Math.abs(meanBase));
    }

    private static double[] values(PointResult result, String vm, String metric) {
        return result.replications().stream()
                .flatMap(run -> run.metric(vm, metric).stream())
                .mapToDouble(Metric::value)
                .toArray();
    }

    private static double[] known(double[] values) {
        return Arrays.stream(values).filter(Double::isFinite).toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
