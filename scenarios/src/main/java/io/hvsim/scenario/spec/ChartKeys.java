// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ChartSpec.Kind;
import io.hvsim.model.result.ChartSpec.Measured;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NameType;
import io.hvsim.scenario.schema.OneOrMore;
import io.hvsim.scenario.schema.TextType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** The keys of a chart. */
public final class ChartKeys {
    private static final String READY = "cpu.ready";
    private static final String CO_STOP = "cpu.costop";
    private static final TextType TEXT = new TextType();

    private static final Key<String> NAME = Key.required("name", NameType.ofFile("a file name"), "name of its files");
    private static final Key<Kind> KIND =
            Key.required("kind", ChoiceType.of("kind of chart", Kind.class, kind -> kind != Kind.TORNADO), "its form");
    private static final Key<String> TITLE = Key.ofDefault("title", TEXT, "''", "its title");
    private static final Key<String> SUBTITLE = Key.ofDefault("subtitle", TEXT, "''", "a line below the title");
    /** The axis along the chart. */
    public static final Key<String> X = Key.ofDefault("x", TEXT, "''", "axis of the sweep that runs along it");
    /** The axis that parts the series. */
    public static final Key<String> SERIES =
            Key.ofDefault("series", TEXT, "''", "axis of the sweep that parts its lines or bars");

    private static final Key<List<String>> METRIC =
            Key.ofDefault("metric", new OneOrMore<>(TEXT), "[]", "what it shows, such as throughput");
    private static final Key<String> VM = Key.ofDefault("vm", TEXT, "''", "VM group; left out for the first");
    /** The label that counts as 1. */
    public static final Key<String> NORMALIZE_TO =
            Key.ofDefault("normalize-to", TEXT, "''", "label of the series that counts as 1");
    /** The axis that makes bands. */
    public static final Key<String> BAND =
            Key.ofDefault("band", TEXT, "''", "axis of the sweep whose values are drawn as a range around the first");

    /** The label that a chart of few points is drawn at. */
    public static final Key<String> AT = Key.ofDefault(
            "at", TEXT, "''", "label along x at which cpu-split, blame, cdf and time-series charts show their points");

    private static final Key<Boolean> LOG_X =
            Key.ofDefault("log-x", new FlagType(), "false", "whether x is logarithmic");
    private static final Key<Boolean> LOG_Y =
            Key.ofDefault("log-y", new FlagType(), "false", "whether y is logarithmic");

    static final MappingType<ChartSpec> CHART = MappingType.of(
                    "chart",
                    "a chart of the results",
                    List.of(NAME, KIND, TITLE, SUBTITLE, X, SERIES, METRIC, VM, NORMALIZE_TO, BAND, AT, LOG_X, LOG_Y),
                    ChartKeys::chart)
            .checked(ChartKeys::check);

    private ChartKeys() {}

    private static ChartSpec chart(Fields f) {
        return new ChartSpec(
                f.get(NAME),
                f.get(KIND),
                f.get(TITLE),
                f.get(SUBTITLE),
                f.get(X),
                f.get(SERIES),
                f.get(METRIC),
                f.get(VM),
                f.get(NORMALIZE_TO),
                Double.NaN,
                f.get(BAND),
                f.get(LOG_X),
                f.get(LOG_Y),
                f.get(AT),
                List.of());
    }

    private static void check(Fields f) {
        f.find(METRIC).ifPresent(ms -> ms.forEach(m -> MetricRef.metric(m, f.placeOf(METRIC), f.in())));
        f.find(VM).filter(v -> !v.isEmpty()).ifPresent(v -> MetricRef.isGroup(v, f.placeOf(VM), f.in()));
        f.find(KIND).ifPresent(kind -> {
            boolean needsX = kind == Kind.LINES || kind == Kind.BARS;
            boolean needsMetric = needsX || kind == Kind.TIME_SERIES || kind == Kind.MEASURED;
            require(needsX, X, kind, f);
            require(needsMetric, METRIC, kind, f);
        });
        f.find(KIND)
                .filter(kind -> kind == Kind.MEASURED)
                .ifPresent(kind -> f.find(METRIC)
                        .filter(metrics -> !List.of(READY, CO_STOP).containsAll(metrics))
                        .ifPresent(metrics -> f.in().problem(
                                        f.placeOf(METRIC),
                                        "traces do not measure " + String.join(" and ", metrics),
                                        "metrics of a chart of kind measured are " + READY + " and " + CO_STOP)));
        if (f.wrote(NORMALIZE_TO) && !f.wrote(SERIES)) {
            f.in().problem(
                            f.placeOfKey(NORMALIZE_TO),
                            "normalize-to without series",
                            "add series: an axis of the sweep");
        }
    }

    private static void require(boolean needed, Key<?> key, Kind kind, Fields f) {
        if (needed && !f.wrote(key)) {
            f.in().problem(
                            f.placeOf(KIND),
                            "a chart of kind " + ChoiceType.word(kind) + " without '" + key.name() + "'",
                            "add " + key.name() + ": " + key.doc());
        }
    }

    /** What the traces of VMs measured of a chart's metrics; empty for other kinds of chart. */
    private static List<Measured> measured(ChartSpec chart, List<VmSpec> vms) {
        List<Measured> found = new ArrayList<>();
        for (VmSpec vm : vms) {
            if (chart.kind() == Kind.MEASURED
                    && vm.load() instanceof LoadSpec.Trace trace
                    && (chart.vm().isEmpty() || chart.vm().equals(vm.group()))) {
                chart.metrics()
                        .forEach(metric -> measured(metric, trace, vm.count())
                                .ifPresent(mean -> found.add(new Measured(vm.group(), metric, mean))));
            }
        }
        return found;
    }

    private static OptionalDouble measured(String metric, LoadSpec.Trace trace, int count) {
        return switch (metric) {
            case READY -> trace.measuredReady(count);
            case CO_STOP -> trace.measuredCoStop(count);
            default -> OptionalDouble.empty();
        };
    }

    /** The chart with a bound of its metric and VM drawn in, and with what was measured. */
    static ChartSpec completed(ChartSpec chart, List<SloSpec> slos, List<VmSpec> vms) {
        String vm = chart.vm().isEmpty() ? vms.get(0).group() : chart.vm();
        double bound = slos.stream()
                .filter(s -> s.vm().equals(vm) && chart.metrics().contains(s.metric()))
                .mapToDouble(SloSpec::bound)
                .findFirst()
                .orElse(Double.NaN);
        return new ChartSpec(
                chart.name(),
                chart.kind(),
                chart.title(),
                chart.subtitle(),
                chart.x(),
                chart.series(),
                chart.metrics(),
                chart.vm(),
                chart.normalizeTo(),
                bound,
                chart.band(),
                chart.logX(),
                chart.logY(),
                chart.at(),
                measured(chart, vms));
    }
}
