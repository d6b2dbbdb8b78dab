// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.report;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.data.Estimate;
import io.hvsim.output.data.Layout;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Ratio;
import io.hvsim.output.data.Sweep;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import io.hvsim.output.table.ResultTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an experiment found out, in sentences with numbers, for its first VM group. */
final class Answer {
    private static final String OVERHEAD = "cpu.overhead";
    private static final int MOST_COMPARISONS = 6;

    private final Points points;
    private final Sweep sweep;
    private final Layout layout;
    private final String vm;
    private final String metric;

    /** A series and its value where it is compared. */
    private record Standing(Layout.Series series, PointResult point, Estimate value) {}

    Answer(Points points) {
        this.points = points;
        this.sweep = Sweep.of(points);
        this.layout = Layout.of(points, spec(sweep));
        this.vm = points.vms().isEmpty() ? "" : points.vms().get(0);
        this.metric = mainMetric();
    }

    /** The sentences; none when nothing was measured. */
    List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        if (metric.isEmpty()) {
            return sentences;
        }
        if (layout.series().size() == 1 && layout.xLabels().size() == 1) {
            sentences.add(single());
        } else if (!sweep.x().isEmpty()
                && !sweep.numeric()
                && !sweep.base(points).isEmpty()) {
            sentences.addAll(relative());
        } else {
            limits().ifPresent(sentences::add);
            course().ifPresent(sentences::add);
            layout.xLabels().stream()
                    .skip(sweep.numeric() ? layout.xLabels().size() - 1 : 0)
                    .limit(MOST_COMPARISONS)
                    .forEach(label -> compared(label).ifPresent(sentences::add));
        }
        overhead().ifPresent(sentences::add);
        return sentences;
    }

    private static ChartSpec spec(Sweep sweep) {
        return new ChartSpec(
                "answer",
                ChartSpec.Kind.LINES,
                "",
                "",
                sweep.x(),
                sweep.series(),
                List.of(),
                "",
                "",
                Double.NaN,
                sweep.band(),
                false,
                false);
    }

    private String mainMetric() {
        List<String> preferred = sweep.numeric()
                ? List.of("makespan", "latency.p99", "latency.mean", "throughput")
                : List.of("makespan", "throughput", "latency.p99", "latency.mean");
        return preferred.stream()
                .filter(each -> points.has(vm, each))
                .findFirst()
                .orElse("");
    }

    private String single() {
        PointResult point = points.all().get(0);
        List<String> values = new ArrayList<>();
        for (String each : List.of("throughput", "makespan", "latency.mean", "latency.p99")) {
            Estimate estimate = Points.estimate(point, vm, each);
            if (estimate.isPresent()) {
                values.add(Wording.metric(each) + " " + shown(each, estimate));
            }
        }
        return vm + " has " + listed(values) + ".";
    }

    /** Up to where each series keeps the limit of a chart. */
    private Optional<String> limits() {
        Optional<ChartSpec> limited = points.result().charts().stream()
                .filter(spec -> Double.isFinite(spec.slo()) && !spec.metrics().isEmpty())
                .filter(spec -> spec.vm().isEmpty() || spec.vm().equals(vm))
                .findFirst();
        if (limited.isEmpty() || !sweep.numeric()) {
            return Optional.empty();
        }
        String subject = limited.get().metrics().get(limited.get().metrics().size() - 1);
        double limit = limited.get().slo();
        Map<String, List<String>> reached = new LinkedHashMap<>();
        for (Layout.Series series : layout.series()) {
            reached.computeIfAbsent(reach(series, subject, limit), key -> new ArrayList<>())
                    .add(name(series));
        }
        List<String> phrases = new ArrayList<>();
        reached.forEach((reach, names) -> phrases.add(reach + " with " + listed(names)));
        return Optional.of(Wording.capitalized(Wording.metric(subject)) + " stays within "
                + Unit.exact(points.unit(vm, subject), limit) + " " + String.join("; ", phrases) + ".");
    }

    private String reach(Layout.Series series, String subject, double limit) {
        String reach = "";
        for (String label : layout.xLabels()) {
            Optional<Estimate> value = layout.point(label, series).map(point -> Points.estimate(point, vm, subject));
            if (value.isEmpty() || !(value.get().mean() <= limit)) {
                return reach.isEmpty() ? "at none of the values tried" : "up to " + Wording.label(sweep.x(), reach);
            }
            reach = label;
        }
        return "up to " + Wording.label(sweep.x(), reach) + ", the last value tried,";
    }

    /** From where to where the only series goes along x. */
    private Optional<String> course() {
        List<String> labels = layout.xLabels();
        if (layout.series().size() > 1 || labels.size() < 2) {
            return Optional.empty();
        }
        List<Standing> first = standings(labels.get(0), metric);
        List<Standing> last = standings(labels.get(labels.size() - 1), metric);
        if (first.isEmpty() || last.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Wording.capitalized(Wording.metric(metric)) + " goes from "
                + shown(metric, first.get(0).value()) + " at " + Wording.label(sweep.x(), labels.get(0)) + " to "
                + shown(metric, last.get(0).value()) + " at "
                + Wording.label(sweep.x(), labels.get(labels.size() - 1)) + ".");
    }

    /** Best and worst series at one label of x. */
    private Optional<String> compared(String label) {
        List<Standing> standings = standings(label, metric);
        if (standings.size() < 2) {
            return Optional.empty();
        }
        boolean more = Wording.moreIsBetter(metric);
        Standing best = standings.get(more ? standings.size() - 1 : 0);
        Standing worst = standings.get(more ? 0 : standings.size() - 1);
        String at = label.isEmpty() ? "" : "At " + Wording.label(sweep.x(), label) + ", ";
        String subject = Wording.metric(metric);
        Estimate times = new Ratio(points.result()).of(worst.point(), best.point(), vm, metric);
        return Optional.of((at.isEmpty() ? Wording.capitalized(subject) : at + subject)
                + " is " + (more ? "highest" : "lowest") + " with " + name(best.series()) + " ("
                + shown(metric, best.value()) + ") and " + (more ? "lowest" : "highest") + " with "
                + name(worst.series()) + " (" + shown(metric, worst.value()) + "), "
                + times(times) + ".");
    }

    private String times(Estimate times) {
        int decimals = Decimal.decimalsFor(times.mean(), 3);
        String text = Decimal.fixed(times.mean(), decimals) + " times as much";
        return !times.hasInterval()
                ? text
                : text + " (" + Decimal.fixed(times.low(), decimals) + " to " + Decimal.fixed(times.high(), decimals)
                        + ", paired by replication)";
    }

    /** One sentence per series: its mean ratio to the base over all labels of x, with the range over the band. */
    private List<String> relative() {
        String base = sweep.base(points);
        List<String> sentences = new ArrayList<>();
        for (Layout.Series series : layout.series()) {
            Map<String, Double> ratios =
                    ratios(series, base, layout.bandLabels().get(0));
            if (!ratios.isEmpty()
                    && !layout.sibling(series, sweep.series(), base).equals(Optional.of(series))) {
                sentences.add(sentence(series, base, ratios));
            }
        }
        return sentences;
    }

    /** The ratio to the base by label of x, where both are known. */
    private Map<String, Double> ratios(Layout.Series series, String base, String band) {
        Ratio ratio = new Ratio(points.result());
        Optional<Layout.Series> reference = layout.sibling(series, sweep.series(), base);
        Map<String, Double> ratios = new LinkedHashMap<>();
        for (String label : layout.xLabels()) {
            Optional<PointResult> point = layout.point(label, series, band);
            Optional<PointResult> other = reference.flatMap(found -> layout.point(label, found, band));
            double value = point.isPresent() && other.isPresent()
                    ? ratio.of(point.get(), other.get(), vm, metric).mean()
                    : Double.NaN;
            if (value > 0) {
                ratios.put(label, value);
            }
        }
        return ratios;
    }

    private String sentence(Layout.Series series, String base, Map<String, Double> ratios) {
        Map.Entry<String, Double> least =
                ratios.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow();
        Map.Entry<String, Double> most =
                ratios.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
        return Wording.capitalized(Wording.metric(metric)) + " with " + name(series) + " is "
                + Decimal.fixed(geometricMean(ratios), 2) + " times that of " + base + range(series, base)
                + " (geometric mean over " + Wording.count(ratios.size(), Wording.axis(sweep.x())) + "; "
                + Decimal.fixed(least.getValue(), 2) + " for "
                + least.getKey() + " to " + Decimal.fixed(most.getValue(), 2) + " for " + most.getKey() + ").";
    }

    private static double geometricMean(Map<String, Double> ratios) {
        return Math.exp(ratios.values().stream().mapToDouble(Math::log).sum() / ratios.size());
    }

    /** From where to where the mean ratio goes over the labels of the band; empty when it does not move. */
    private String range(Layout.Series series, String base) {
        double[] means = layout.bandLabels().stream()
                .map(band -> ratios(series, base, band))
                .filter(ratios -> !ratios.isEmpty())
                .mapToDouble(Answer::geometricMean)
                .sorted()
                .toArray();
        String low = Decimal.fixed(means[0], 2);
        String high = Decimal.fixed(means[means.length - 1], 2);
        return low.equals(high) ? "" : ", from " + low + " to " + high + " over " + Wording.axis(sweep.band());
    }

    private Optional<String> overhead() {
        String last = layout.xLabels().get(layout.xLabels().size() - 1);
        if (!sweep.x().isEmpty() && !sweep.numeric()) {
            return Optional.empty();
        }
        List<Standing> standings = standings(last, OVERHEAD);
        if (standings.isEmpty() || standings.get(standings.size() - 1).value().mean() <= 0) {
            return Optional.empty();
        }
        Standing least = standings.get(0);
        Standing most = standings.get(standings.size() - 1);
        String range = standings.size() == 1
                ? shown(OVERHEAD, most.value())
                : shown(OVERHEAD, least.value()) + " (" + name(least.series()) + ") to " + shown(OVERHEAD, most.value())
                        + " (" + name(most.series()) + ")";
        return Optional.of("Virtualization takes " + range + " of vCPU time.");
    }

    /** The series that have a value at {@code label}, lowest first. */
    private List<Standing> standings(String label, String of) {
        List<Standing> standings = new ArrayList<>();
        for (Layout.Series series : layout.series()) {
            layout.point(label, series)
                    .map(point -> new Standing(series, point, Points.estimate(point, vm, of)))
                    .filter(standing -> standing.value().isPresent())
                    .ifPresent(standings::add);
        }
        standings.sort(Comparator.comparingDouble(standing -> standing.value().mean()));
        return standings;
    }

    private String shown(String of, Estimate estimate) {
        return ResultTable.cell(points.unit(vm, of), estimate, points.result().spread())
                .text();
    }

    private String name(Layout.Series series) {
        return series.label().isEmpty() ? vm : series.label();
    }

    private static String listed(List<String> items) {
        int last = items.size() - 1;
        return last < 1
                ? String.join("", items)
                : String.join(", ", items.subList(0, last)) + " and " + items.get(last);
    }
}
