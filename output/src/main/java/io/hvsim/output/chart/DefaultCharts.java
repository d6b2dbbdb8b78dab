// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ChartSpec.Kind;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Charts for a scenario that names none. Numbers are drawn as lines, names as bars; a batch is judged by its makespan,
 * anything else by throughput and latency; where CPU time and latency come from is always shown. The first three VM groups
 * get charts of their own.
 */
public final class DefaultCharts {
    private static final int MOST_GROUPS = 3;
    private static final int MOST_TIME_SERIES = 4;
    /** Latencies that differ by more than this are drawn on a logarithmic axis. */
    private static final double WIDE = 30;

    private final Points points;
    private final Sweep sweep;
    private final Map<String, Double> limits;
    private final List<ChartSpec> charts = new ArrayList<>();

    private DefaultCharts(Points points, Map<String, Double> limits) {
        this.points = points;
        this.sweep = Sweep.of(points);
        this.limits = limits;
    }

    public static List<ChartSpec> of(ExperimentResult result) {
        return of(result, Map.of());
    }

    /** @param limits upper limits in base units by {@code VM.METRIC}, such as {@code web.latency.p99}: 0.05 */
    public static List<ChartSpec> of(ExperimentResult result, Map<String, Double> limits) {
        DefaultCharts charts = new DefaultCharts(new Points(result), limits);
        List<String> vms = charts.points.vms();
        vms.stream().limit(MOST_GROUPS).forEach(vm -> charts.add(vm, vms.size() > 1 ? "-" + vm : ""));
        return List.copyOf(charts.charts);
    }

    private void add(String vm, String suffix) {
        if (points.has(vm, "makespan")) {
            addMetric("makespan" + suffix, vm, List.of("makespan"));
        } else {
            addMetric("throughput" + suffix, vm, present(vm, List.of("throughput")));
            addMetric("latency" + suffix, vm, latencies(vm));
        }
        if (points.has(vm, "cpu.user")) {
            add("cpu" + suffix, Kind.CPU_SPLIT, vm, List.of(), false);
        }
        if (points.has(vm, "blame.p99.user")) {
            add("blame" + suffix, Kind.BLAME, vm, List.of(), false);
        }
        if (any(point -> point.replications().stream()
                .flatMap(run -> run.latencyCurves().stream())
                .anyMatch(curve -> curve.vm().equals(vm) && curve.requests() > 0))) {
            add("distribution" + suffix, Kind.CDF, vm, List.of(), false);
        }
        boolean few = points.all().size() <= MOST_TIME_SERIES;
        if (few
                && any(point -> point.replications().stream()
                        .flatMap(run -> run.timeSeries().stream())
                        .anyMatch(series -> series.vm().equals(vm)
                                && series.name().equals("throughput")
                                && series.values().length > 0))) {
            add("time" + suffix, Kind.TIME_SERIES, vm, List.of("throughput"), false);
        }
    }

    private void addMetric(String name, String vm, List<String> metrics) {
        if (metrics.isEmpty() || points.axes().isEmpty()) {
            return;
        }
        if (sweep.numeric()) {
            add(name, Kind.LINES, vm, metrics, metrics.get(0).startsWith("latency.") && isWide(vm, metrics));
        } else {
            add(name, Kind.BARS, vm, metrics.subList(metrics.size() - 1, metrics.size()), false);
        }
    }

    private void add(String name, Kind kind, String vm, List<String> metrics, boolean logY) {
        boolean relative = kind == Kind.BARS && !sweep.x().isEmpty();
        double limit = metrics.stream()
                .mapToDouble(metric -> limits.getOrDefault(vm + "." + metric, Double.NaN))
                .filter(Double::isFinite)
                .findFirst()
                .orElse(Double.NaN);
        charts.add(new ChartSpec(
                name,
                kind,
                "",
                "",
                sweep.x(),
                sweep.series(),
                metrics,
                vm,
                relative ? sweep.base(points) : "",
                limit,
                sweep.band(),
                false,
                logY));
    }

    /** The percentiles to draw; the last is the one that bars show. */
    private List<String> latencies(String vm) {
        return present(vm, List.of("latency.p50", "latency.p99"));
    }

    private List<String> present(String vm, List<String> metrics) {
        return metrics.stream().filter(metric -> points.has(vm, metric)).toList();
    }

    private boolean isWide(String vm, List<String> metrics) {
        double[] means = points.all().stream()
                .flatMapToDouble(point -> metrics.stream()
                        .mapToDouble(
                                metric -> Points.estimate(point, vm, metric).mean()))
                .filter(mean -> mean > 0)
                .sorted()
                .toArray();
        return means.length > 0 && means[means.length - 1] > WIDE * means[0];
    }

    private boolean any(Predicate<PointResult> condition) {
        return points.all().stream().anyMatch(condition);
    }
}
