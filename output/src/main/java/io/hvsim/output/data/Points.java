// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The points of an experiment, found by their labels. */
public final class Points {
    private final ExperimentResult result;
    private final Map<String, List<String>> labels = new HashMap<>();
    private final Map<Map<String, String>, PointResult> byLabels = new HashMap<>();
    private final List<String> vms;

    public Points(ExperimentResult result) {
        this.result = result;
        for (String axis : result.axes()) {
            labels.put(
                    axis,
                    result.points().stream()
                            .map(point -> point.axes().get(axis))
                            .distinct()
                            .toList());
        }
        result.points().forEach(point -> byLabels.put(point.axes(), point));
        vms = result.points().stream()
                .flatMap(point -> point.metrics().stream())
                .map(MetricSummary::vm)
                .filter(vm -> !vm.equals(Metric.HOST))
                .distinct()
                .toList();
    }

    public ExperimentResult result() {
        return result;
    }

    public List<PointResult> all() {
        return result.points();
    }

    public List<String> axes() {
        return result.axes();
    }

    /** The labels of {@code axis} in the order in which the points first show them; none for an unknown axis. */
    public List<String> labels(String axis) {
        return labels.getOrDefault(axis, List.of());
    }

    /** The point that has exactly these labels; empty when the sweep has none. */
    public Optional<PointResult> at(Map<String, String> labels) {
        return Optional.ofNullable(byLabels.get(labels));
    }

    /** The VM groups that have metrics, without the host. */
    public List<String> vms() {
        return vms;
    }

    /** Whether any point has a value for {@code metric} of {@code vm}. */
    public boolean has(String vm, String metric) {
        return all().stream().anyMatch(point -> estimate(point, vm, metric).isPresent());
    }

    /** The VM group to show when none is named: the first that has {@code metric}, else the host. */
    public String vmFor(String metric) {
        return vms().stream().filter(vm -> has(vm, metric)).findFirst().orElse(Metric.HOST);
    }

    /** The value of {@code metric}, {@link Estimate#NONE} where the point lacks it. */
    public static Estimate estimate(PointResult point, String vm, String metric) {
        return point.metric(vm, metric).map(Estimate::of).orElse(Estimate.NONE);
    }

    /** The unit of {@code metric} of {@code vm}, empty when no point has it. */
    public String unit(String vm, String metric) {
        return all().stream()
                .flatMap(point -> point.metric(vm, metric).stream())
                .map(MetricSummary::unit)
                .findFirst()
                .orElse("");
    }
}
