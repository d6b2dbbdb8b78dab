// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.FigureUse;
import io.hvsim.model.result.Influence;
import io.hvsim.model.result.LatencyCurve;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.Spread;
import io.hvsim.model.result.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Builds experiment results that look real and were never simulated. */
public final class MadeUp {
    public static final String WEB = "web";

    private final Map<String, List<String>> axes = new LinkedHashMap<>();
    private final List<ChartSpec> charts = new ArrayList<>();
    private int replications = 5;
    private final List<Influence> influences = new ArrayList<>();
    private boolean curves;
    private double noise = 0.04;
    private BiConsumer<Map<String, String>, Values> values = (labels, each) -> {};
    private Function<Map<String, String>, List<String>> notes = labels -> List.of();

    /** Takes the metrics of one replication. */
    public interface Values {
        void put(String vm, String name, String unit, double value);
    }

    public static MadeUp experiment() {
        return new MadeUp();
    }

    public MadeUp axis(String name, String... labels) {
        axes.put(name, List.of(labels));
        return this;
    }

    public MadeUp replications(int count) {
        replications = count;
        return this;
    }

    /** How much replications differ, as a share of the value; shares of CPU time never do. */
    public MadeUp noise(double share) {
        noise = share;
        return this;
    }

    /** Adds latency curves and a time series of throughput. */
    public MadeUp curves() {
        curves = true;
        return this;
    }

    public MadeUp chart(ChartSpec spec) {
        charts.add(spec);
        return this;
    }

    /** What a replication measures, before noise. */
    public MadeUp measuring(BiConsumer<Map<String, String>, Values> values) {
        this.values = values;
        return this;
    }

    public MadeUp noting(Function<Map<String, String>, List<String>> notes) {
        this.notes = notes;
        return this;
    }

    public ExperimentResult build() {
        List<PointResult> points = combinations(new ArrayList<>(axes.keySet())).stream()
                .map(this::point)
                .toList();
        return new ExperimentResult(
                "vmi-study",
                "Web server by virtualization technique",
                "How much load does each technique take, and what limits it?",
                42,
                0.95,
                List.copyOf(axes.keySet()),
                points,
                figures(),
                List.of("the disk model has no write cache"),
                List.copyOf(charts),
                influences.isEmpty() ? Spread.CHANCE : Spread.FIGURES,
                List.copyOf(influences));
    }

    /** Replications are then samples of uncertain figures, of which {@code figure} moves {@code metric} of the web VM. */
    public MadeUp influence(Map<String, String> labels, String metric, String figure, double low, double high) {
        influences.add(new Influence(labels, WEB, metric, figure, Math.signum(high - low), 0.5, low, high));
        return this;
    }

    /** The spec of a chart that draws {@code metrics} of the web VM. */
    public static ChartSpec spec(String name, ChartSpec.Kind kind, String x, String series, String... metrics) {
        return new ChartSpec(name, kind, "", "", x, series, List.of(metrics), WEB, "", Double.NaN, "", false, false);
    }

    private List<Map<String, String>> combinations(List<String> names) {
        List<Map<String, String>> all = List.of(Map.of());
        for (String name : names) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> labels : all) {
                for (String label : axes.get(name)) {
                    Map<String, String> more = new LinkedHashMap<>(labels);
                    more.put(name, label);
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all;
    }

    private PointResult point(Map<String, String> labels) {
        List<RunResult> runs = new ArrayList<>();
        for (int replication = 0; replication < replications; replication++) {
            runs.add(run(labels, replication));
        }
        return new PointResult(labels, 2_000_000_000L, "", true, notes.apply(labels), summaries(runs), runs);
    }

    private RunResult run(Map<String, String> labels, int replication) {
        SplittableRandom random = new SplittableRandom(labels.toString().hashCode() * 31L + replication);
        double factor = 1 + noise * (random.nextDouble() - 0.5);
        List<Metric> metrics = new ArrayList<>();
        values.accept(
                labels,
                (vm, name, unit, value) ->
                        metrics.add(new Metric(vm, name, unit, unit.equals("share") ? value : value * factor)));
        double p50 = valueOf(metrics, "latency.p50");
        double p99 = valueOf(metrics, "latency.p99");
        return new RunResult(
                replication,
                2_000_000_000L,
                20_000_000_000L,
                123_456 + replication,
                metrics,
                curves ? List.of(curve(p50, p99)) : List.of(),
                curves ? List.of(series(random, valueOf(metrics, "throughput"))) : List.of());
    }

    private static double valueOf(List<Metric> metrics, String name) {
        return metrics.stream()
                .filter(metric -> metric.name().equals(name))
                .mapToDouble(Metric::value)
                .findFirst()
                .orElse(Double.NaN);
    }

    /** A log-logistic distribution through both percentiles. */
    private static LatencyCurve curve(double p50, double p99) {
        double shape = Math.log(99) / Math.log(p99 / p50);
        double[] share = new double[200];
        double[] seconds = new double[200];
        for (int i = 0; i < 200; i++) {
            share[i] = i == 199 ? 1 : (i + 0.5) / 200;
            seconds[i] = p50 * Math.pow(Math.min(share[i], 0.9999) / (1 - Math.min(share[i], 0.9999)), 1 / shape);
        }
        return new LatencyCurve(WEB, seconds, share, 10_000);
    }

    private static TimeSeries series(SplittableRandom random, double level) {
        double[] values = new double[110];
        for (int i = 0; i < values.length; i++) {
            values[i] = level * (1 - Math.exp(-i / 4.0)) * (1 + 0.2 * (random.nextDouble() - 0.5));
        }
        values[50] = Double.NaN;
        return new TimeSeries(WEB, "throughput", "1/s", 200_000_000L, values);
    }

    private static List<MetricSummary> summaries(List<RunResult> runs) {
        List<MetricSummary> summaries = new ArrayList<>();
        for (int i = 0; i < runs.get(0).metrics().size(); i++) {
            int at = i;
            double[] values = runs.stream()
                    .mapToDouble(run -> run.metrics().get(at).value())
                    .toArray();
            summaries.add(summary(runs.get(0).metrics().get(i), values));
        }
        return summaries;
    }

    private static MetricSummary summary(Metric metric, double[] values) {
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double squares = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        double half = values.length < 2 ? Double.NaN : 2.776 * Math.sqrt(squares / (values.length - 1) / values.length);
        return new MetricSummary(
                metric.vm(), metric.name(), metric.unit(), mean, mean - half, mean + half, values.length, List.of());
    }

    private static List<FigureUse> figures() {
        return List.of(
                new FigureUse(
                        "cpus/netburst: exit-round-trip",
                        "3963 cycles",
                        "Agesen et al., USENIX ATC 2012, Table 1",
                        "Pentium 4 (Prescott)",
                        "",
                        ""),
                new FigureUse(
                        "hypervisors/esx-3.5: techniques.vmi.batch.drain",
                        "1200 cycles (900 to 1500)",
                        "",
                        "",
                        "no published measurement; between a syscall and a hypercall",
                        ""),
                new FigureUse(
                        "hypervisors/esx-3.5: techniques.binary-translation.kappa.indirect",
                        "1.9",
                        "Adams and Agesen, ASPLOS 2006, Figure 4",
                        "Pentium 4, 3.8 GHz",
                        "",
                        "kernel compile under binary translation"));
    }
}
