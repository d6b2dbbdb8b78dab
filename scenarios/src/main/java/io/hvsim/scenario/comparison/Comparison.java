// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.comparison;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.experiment.Holm;
import io.hvsim.scenario.experiment.PairedDifference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What differs between two experiments that met the same random numbers: each chosen metric at each point that both have.
 *
 * @param rows by point, then in the order of the first experiment's metrics
 * @param onlyInOne labels of points that one of the two lacks
 */
public record Comparison(List<Row> rows, List<Map<String, String>> onlyInOne) {

    /**
     * A metric at a point of both.
     *
     * @param labels of the point
     * @param first mean in the first experiment
     * @param second mean in the second
     * @param difference second minus first, paired by replication
     * @param adjusted p-value of the difference, corrected for how many rows there are (Holm); NaN when unknown
     */
    public record Row(
            Map<String, String> labels,
            String vm,
            String metric,
            String unit,
            double first,
            double second,
            PairedDifference difference,
            double adjusted) {

        /** The difference as a share of the first mean; NaN where that is 0. */
        public double relative() {
            return first == 0 ? Double.NaN : difference.mean() / Math.abs(first);
        }

        /** Whether chance alone would show such a difference less often than {@code level}, however many rows there are. */
        public boolean isSignificant(double level) {
            return adjusted < level;
        }

        private Row adjustedTo(double pValue) {
            return new Row(labels, vm, metric, unit, first, second, difference, pValue);
        }
    }

    /**
     * Compares the metrics that {@code chosen} takes and both have.
     *
     * @param first run with the same seed as {@code second}, so that replications of the same number are pairs
     */
    public static Comparison of(ExperimentResult first, ExperimentResult second, Predicate<MetricSummary> chosen) {
        List<Row> rows = new ArrayList<>();
        List<Map<String, String>> lonely = new ArrayList<>();
        for (PointResult point : first.points()) {
            at(second, point.axes())
                    .ifPresentOrElse(
                            other -> rows.addAll(rows(point, other, chosen, first.confidence())),
                            () -> lonely.add(point.axes()));
        }
        second.points().stream()
                .map(PointResult::axes)
                .filter(labels -> at(first, labels).isEmpty())
                .forEach(lonely::add);
        double[] adjusted = Holm.adjusted(
                rows.stream().mapToDouble(row -> row.difference().pValue()).toArray());
        return new Comparison(
                IntStream.range(0, rows.size())
                        .mapToObj(i -> rows.get(i).adjustedTo(adjusted[i]))
                        .toList(),
                List.copyOf(lonely));
    }

    private static Optional<PointResult> at(ExperimentResult result, Map<String, String> labels) {
        return result.points().stream()
                .filter(point -> point.axes().equals(labels))
                .findFirst();
    }

    private static List<Row> rows(
            PointResult first, PointResult second, Predicate<MetricSummary> chosen, double confidence) {
        List<Row> rows = new ArrayList<>();
        for (MetricSummary metric : first.metrics()) {
            Optional<MetricSummary> other = second.metric(metric.vm(), metric.name());
            if (chosen.test(metric) && other.isPresent()) {
                PairedDifference difference = difference(second, first, metric.vm(), metric.name(), confidence);
                rows.add(new Row(
                        first.axes(),
                        metric.vm(),
                        metric.name(),
                        metric.unit(),
                        metric.mean(),
                        other.get().mean(),
                        difference,
                        difference.pValue()));
            }
        }
        return rows;
    }

    /** What {@code metric} of {@code vm} is larger by at {@code point} than at {@code base}, paired by replication. */
    public static PairedDifference difference(
            PointResult point, PointResult base, String vm, String metric, double confidence) {
        int pairs = Math.min(point.replications().size(), base.replications().size());
        return PairedDifference.of(values(point, vm, metric, pairs), values(base, vm, metric, pairs), confidence);
    }

    /** One value per replication; replications are kept in the order of their numbers. */
    private static double[] values(PointResult point, String vm, String metric, int count) {
        return point.replications().stream()
                .limit(count)
                .mapToDouble(run -> value(run, vm, metric))
                .toArray();
    }

    private static double value(RunResult run, String vm, String metric) {
        return run.metric(vm, metric).map(Metric::value).orElse(Double.NaN);
    }
}
