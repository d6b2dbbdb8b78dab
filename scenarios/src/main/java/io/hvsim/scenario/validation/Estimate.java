// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import io.hvsim.model.result.Band;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricState;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.Spread;
import io.hvsim.scenario.experiment.States;
import io.hvsim.scenario.experiment.Summary;
import java.util.Arrays;
import java.util.List;

/**
 * A simulated value with its interval, whose ends are NaN for a single replication.
 *
 * @param low lower end of the confidence interval, or of the band over samples of uncertain figures
 * @param high upper end
 * @param spread which of the two
 * @param states the separate groups into which the replications fall, lowest first; empty where they form one, or are too
 *     few to tell
 */
public record Estimate(double mean, double low, double high, Spread spread, List<MetricState> states) {
    /** No value at all. */
    public static final Estimate NONE = new Estimate(Double.NaN, Double.NaN, Double.NaN, Spread.CHANCE, List.of());

    /** Half the width of the interval. */
    public double halfWidth() {
        return (high - low) / 2;
    }

    /** Whether the interval holds {@code value}. */
    public boolean holds(double value) {
        return low <= value && value <= high;
    }

    /** The same, multiplied by a positive number. */
    Estimate times(double factor) {
        List<MetricState> scaled = states.stream()
                .map(state -> new MetricState(state.mean() * factor, state.replications()))
                .toList();
        return new Estimate(mean * factor, low * factor, high * factor, spread, scaled);
    }

    private static Estimate around(double mean, double halfWidth, double[] values) {
        return new Estimate(mean, mean - halfWidth, mean + halfWidth, Spread.CHANCE, States.of(values));
    }

    /** The mean of {@code values}, of which the band holds a share. */
    private static Estimate band(double mean, double[] values, double share) {
        if (values.length < 2) {
            return around(mean, Double.NaN, values);
        }
        Band band = Band.of(values, share);
        return new Estimate(mean, band.low(), band.high(), Spread.FIGURES, List.of());
    }

    /**
     * The mean of a metric over the replications; {@link #NONE} when they do not report it.
     *
     * @param confidence level of the interval, or share of the replications in it, 0..1
     */
    static Estimate of(PointResult result, String vm, String metric, Spread spread, double confidence) {
        double[] values = known(values(result, vm, metric));
        if (values.length == 0) {
            return NONE;
        }
        double mean = mean(values);
        return spread == Spread.FIGURES
                ? band(mean, values, confidence)
                : around(mean, Summary.halfWidth(values, confidence), values);
    }

    /**
     * The mean of a metric over what it is elsewhere. Replications of the same number met the same arrivals, or rest on the
     * same figures, so the interval is that of the differences within pairs (delta method for a ratio of paired means), or
     * of the ratios within pairs.
     */
    static Estimate ratio(
            PointResult result, PointResult base, String vm, String metric, Spread spread, double confidence) {
        double[] values = values(result, vm, metric);
        double[] bases = values(base, vm, metric);
        double meanBase = mean(known(bases));
        double ratio = mean(known(values)) / meanBase;
        double[] pairs = new double[Math.min(values.length, bases.length)];
        double[] ratios = new double[pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            ratios[i] = values[i] / bases[i];
            pairs[i] = spread == Spread.FIGURES ? ratios[i] : values[i] - ratio * bases[i];
        }
        return spread == Spread.FIGURES
                ? band(ratio, known(pairs), confidence)
                : around(ratio, Summary.halfWidth(known(pairs), confidence) / Math.abs(meanBase), known(ratios));
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
