// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import io.hvsim.model.result.Band;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricState;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.math3.distribution.TDistribution;

/** Means and confidence intervals over independent replications. */
public final class Summary {
    private static final Set<String> SELDOM =
            Set.of("cpu.idle-poll", "cpu.page-in", "cpu.migration", "host.polling", "host.back-ends");
    /** What tells the states of a point apart: how fast its VMs get on with their work. */
    private static final Set<String> SPEEDS = Set.of("throughput", "makespan");

    private Summary() {}

    /**
     * Summarizes each metric over {@code runs}, which all have the same metrics in the same order. Parts of a whole that
     * are zero in every run are left out: causes of overhead, exits and blame, and devices that were not used.
     *
     * @param confidence level of the intervals, or share of the runs in them, between 0 and 1
     * @param spread what makes the runs differ
     */
    static List<MetricSummary> of(List<RunResult> runs, double confidence, Spread spread) {
        List<Metric> names = runs.get(0).metrics();
        List<MetricSummary> summaries = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int index = i;
            double[] values = runs.stream()
                    .mapToDouble(run -> run.metrics().get(index).value())
                    .toArray();
            if (!mayBeLeftOut(names.get(i).name()) || !isZero(values)) {
                summaries.add(of(names.get(i), values, confidence, spread));
            }
        }
        return summaries;
    }

    private static boolean mayBeLeftOut(String name) {
        return Metric.isPart(name) || name.startsWith("disk.") || name.startsWith("net.") || SELDOM.contains(name);
    }

    private static boolean isZero(double[] values) {
        for (double value : values) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private static MetricSummary of(Metric metric, double[] values, double confidence, Spread spread) {
        double[] known = java.util.Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .toArray();
        double mean = mean(known);
        if (spread == Spread.FIGURES && known.length > 1) {
            Band band = Band.of(known, confidence);
            return new MetricSummary(
                    metric.vm(), metric.name(), metric.unit(), mean, band.low(), band.high(), known.length, List.of());
        }
        double half = halfWidth(known, confidence);
        List<MetricState> states = SPEEDS.contains(metric.name()) ? States.of(known) : List.of();
        return new MetricSummary(
                metric.vm(), metric.name(), metric.unit(), mean, mean - half, mean + half, known.length, states);
    }

    static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Half-width of the Student-t interval for the mean of {@code values}; NaN for fewer than two. */
    public static double halfWidth(double[] values, double confidence) {
        if (values.length < 2) {
            return Double.NaN;
        }
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double error = Math.sqrt(squares / (values.length - 1) / values.length);
        return error * new TDistribution(values.length - 1).inverseCumulativeProbability((1 + confidence) / 2);
    }
}
