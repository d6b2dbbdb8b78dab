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
import java.util.Optional;
import java.util.Set;
import org.apache.commons.math3.distribution.TDistribution;

/** Means and confidence intervals over independent replications. */
public final class Summary {
    private static final Set<String> SELDOM =
            Set.of("cpu.idle-poll", "cpu.page-in", "cpu.migration", "host.polling", "host.back-ends");
    /** What tells the states of a point apart: how fast its VMs get on with their work. */
    private static final Set<String> SPEEDS = Set.of("throughput", "makespan");

    /** So many values are in memory at once, however many runs there are. */
    private static final int MOST_VALUES = 4_000_000;

    private Summary() {}

    /**
     * Summarizes each metric over {@code runs}, which all have the same metrics in the same order. Parts of a whole that
     * are zero or unknown in every run are left out: causes of overhead, exits and blame, and devices that were not used.
     *
     * @param confidence level of the intervals, or share of the runs in them, between 0 and 1
     * @param spread what makes the runs differ
     */
    static List<MetricSummary> of(List<RunResult> runs, double confidence, Spread spread) {
        List<Metric> names = runs.get(0).metrics();
        List<MetricSummary> summaries = new ArrayList<>();
        int together = Math.max(1, MOST_VALUES / runs.size());
        for (int from = 0; from < names.size(); from += together) {
            double[][] values = values(runs, from, Math.min(from + together, names.size()));
            for (int i = 0; i < values.length; i++) {
                Metric metric = names.get(from + i);
                if (!mayBeLeftOut(metric.name()) || !isNothing(values[i])) {
                    summaries.add(of(metric, values[i], confidence, spread));
                }
            }
        }
        return summaries;
    }

    /** Summarizes one metric; empty where the runs do not have it, and for a part that is nothing in every run. */
    static Optional<MetricSummary> of(List<RunResult> runs, String vm, String name, double confidence, Spread spread) {
        List<Metric> names = runs.get(0).metrics();
        for (int i = 0; i < names.size(); i++) {
            Metric metric = names.get(i);
            if (metric.vm().equals(vm) && metric.name().equals(name)) {
                double[] values = values(runs, i, i + 1)[0];
                return mayBeLeftOut(name) && isNothing(values)
                        ? Optional.empty()
                        : Optional.of(of(metric, values, confidence, spread));
            }
        }
        return Optional.empty();
    }

    /** The values of some metrics, by metric and run. Goes through the runs once: they may come from a disk. */
    private static double[][] values(List<RunResult> runs, int from, int to) {
        double[][] values = new double[to - from][runs.size()];
        int place = 0;
        for (RunResult run : runs) {
            for (int i = from; i < to; i++) {
                values[i - from][place] = run.metrics().get(i).value();
            }
            place++;
        }
        return values;
    }

    private static boolean mayBeLeftOut(String name) {
        return Metric.isPart(name) || name.startsWith("disk.") || name.startsWith("net.") || SELDOM.contains(name);
    }

    private static boolean isNothing(double[] values) {
        for (double value : values) {
            if (value != 0 && !Double.isNaN(value)) {
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

    /** Mean of {@code values}; NaN without any. */
    static double mean(double[] values) {
        return java.util.Arrays.stream(values).average().orElse(Double.NaN);
    }

    /** Half-width of the Student-t interval for the mean of {@code values}; NaN for fewer than two. */
    public static double halfWidth(double[] values, double confidence) {
        if (values.length < 2) {
            return Double.NaN;
        }
        return standardError(values)
                * new TDistribution(values.length - 1).inverseCumulativeProbability((1 + confidence) / 2);
    }

    /** Standard error of the mean of {@code values}, of which there are at least two. */
    static double standardError(double[] values) {
        double mean = mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /** Correlation of {@code values} with their successors; 0 where they do not vary, NaN where one is missing. */
    public static double lagOneCorrelation(double[] values) {
        double mean = mean(values);
        double squares = 0;
        double products = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (values[i] - mean) * (values[i] - mean);
            products += i == 0 ? 0 : (values[i - 1] - mean) * (values[i] - mean);
        }
        return squares == 0 ? 0 : products / squares;
    }
}
