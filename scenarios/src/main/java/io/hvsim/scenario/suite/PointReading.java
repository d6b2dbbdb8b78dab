// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import io.hvsim.scenario.load.LoadFiles;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.NumberType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.spec.MetricRef;
import io.hvsim.scenario.spec.ScenarioKeys;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.sweep.Axis;
import io.hvsim.scenario.sweep.Axis.Change;
import io.hvsim.scenario.sweep.Sweep;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.YamlNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** Makes a point from its fields: scenarios from the suite's, published values in the unit of the metric. */
final class PointReading {
    private static final int NANO_DIGITS = 9;

    private final Fields f;
    private final Reading in;
    private final SuiteFile file;

    PointReading(Fields fields) {
        this.f = fields;
        this.in = fields.in();
        this.file = in.recall(SuiteFile.class).orElseThrow();
    }

    /** The point; empty when something is wrong with it, which is then reported. */
    Optional<SuitePoint> point() {
        Optional<BodyType.Body> body = in.recall(BodyType.Body.class);
        Optional<YamlNode.Mapping> tree =
                body.flatMap(b -> f.find(PointKeys.SET).flatMap(s -> changed(b, b.tree(), s)));
        Optional<ScenarioSpec> spec = tree.flatMap(this::spec);
        Optional<MetricRef> metric = tree.flatMap(this::metric);
        Optional<ScenarioSpec> relativeTo = variant(body, tree, PointKeys.RELATIVE_TO);
        Optional<ScenarioSpec> onNative = variant(body, tree, PointKeys.NATIVE);
        boolean hasSpecs = relativeTo.isPresent() == f.wrote(PointKeys.RELATIVE_TO)
                && onNative.isPresent() == f.wrote(PointKeys.NATIVE);
        Optional<Double> published = metric.flatMap(m -> quantity(PointKeys.PUBLISHED, m));
        Optional<Double> nativePublished = metric.flatMap(m -> quantity(PointKeys.NATIVE_PUBLISHED, m));
        boolean isSourced = isSourced();
        spec.ifPresent(s -> metric.ifPresent(m -> checkBatch(s, m)));
        if (spec.isEmpty() || metric.isEmpty() || published.isEmpty() || !hasSpecs || !isSourced || isIncomplete()) {
            return Optional.empty();
        }
        return Optional.of(point(
                metric.get(),
                spec.get(),
                relativeTo,
                onNative.flatMap(s -> nativePublished.map(p -> new SuitePoint.Native(s, p))),
                published.get()));
    }

    private boolean isIncomplete() {
        return Stream.of(PointKeys.CASE, PointKeys.TECHNIQUE)
                .anyMatch(key -> f.find(key).isEmpty());
    }

    private SuitePoint point(
            MetricRef metric,
            ScenarioSpec spec,
            Optional<ScenarioSpec> relativeTo,
            Optional<SuitePoint.Native> onNative,
            double published) {
        Dimension dimension = dimension(metric);
        return new SuitePoint(
                f.get(PointKeys.CASE),
                f.get(PointKeys.TECHNIQUE),
                metric.vm(),
                metric.metric(),
                unit(dimension),
                f.find(PointKeys.SCALE).orElse(1.0),
                spec,
                relativeTo,
                f.find(PointKeys.INVERSE).orElse(false),
                onNative,
                published,
                f.find(PointKeys.CONFIDENCE).orElseGet(this::confidenceOfSuite),
                source(),
                f.find(PointKeys.ROLE).orElse(isCalibration() ? Role.FITTED : Role.PREDICTED),
                f.find(PointKeys.TOLERANCE).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                f.find(PointKeys.BETTER).orElse(usuallyBetter(dimension)));
    }

    /** Sets what the changes say, whole values before their parts; a label of a variant stands for its changes. */
    private Optional<YamlNode.Mapping> changed(BodyType.Body body, YamlNode.Mapping tree, List<Change> changes) {
        int before = in.problems().count();
        List<Change> all = new ArrayList<>();
        changes.forEach(change -> all.addAll(expanded(body.axes(), change)));
        all.sort(Comparator.comparingInt(Change::depth));
        YamlNode changed =
                new Sweep.Point(Map.of(), all).applied(tree, ScenarioKeys.SCENARIO, in.definitions(), in.problems());
        return in.problems().count() == before ? Optional.of((YamlNode.Mapping) changed) : Optional.empty();
    }

    private static List<Change> expanded(List<Axis> axes, Change change) {
        return axes.stream()
                .filter(axis -> axis.name().equals(change.path()))
                .flatMap(axis -> axis.values().stream())
                .filter(value -> change.value() instanceof YamlNode.Scalar label
                        && value.label().equals(label.text()))
                .findFirst()
                .map(Axis.Value::changes)
                .orElse(List.of(change));
    }

    private Optional<ScenarioSpec> variant(
            Optional<BodyType.Body> body, Optional<YamlNode.Mapping> tree, Key<List<Change>> key) {
        return body.flatMap(b -> tree.flatMap(t -> f.find(key).flatMap(c -> changed(b, t, c))))
                .flatMap(this::spec);
    }

    private Optional<ScenarioSpec> spec(YamlNode.Mapping tree) {
        YamlNode.Mapping titled = tree.has(SuiteKeys.TITLE.name())
                ? tree
                : tree.with(new YamlNode.Entry(
                        YamlNode.plain(SuiteKeys.TITLE.name(), tree.place()),
                        YamlNode.plain(file.name(), tree.place())));
        Reading scenario = new Reading(file.name(), in.definitions(), in.problems());
        scenario.remember(YamlNode.Mapping.class, titled);
        scenario.remember(LoadFiles.class, file.loads());
        return ScenarioKeys.SCENARIO.read(titled, scenario);
    }

    private Optional<MetricRef> metric(YamlNode.Mapping tree) {
        in.remember(YamlNode.Mapping.class, tree);
        return f.find(PointKeys.METRIC)
                .flatMap(m -> in.within(
                        PointKeys.METRIC.name(),
                        f.placeOf(PointKeys.METRIC),
                        () -> MetricRef.parse(m, f.placeOf(PointKeys.METRIC), in)));
    }

    private void checkBatch(ScenarioSpec spec, MetricRef metric) {
        boolean isBatch = spec.vms().stream()
                .anyMatch(vm -> vm.group().equals(metric.vm()) && vm.load() instanceof LoadSpec.Batch);
        if (metric.metric().equals("makespan") && !isBatch) {
            in.problem(
                    f.placeOf(PointKeys.METRIC),
                    "a makespan without a batch",
                    "only loads of the form {batch: {jobs: N}} have one");
        }
    }

    private Dimension dimension(MetricRef metric) {
        return f.wrote(PointKeys.RELATIVE_TO) ? Dimension.NUMBER : metric.dimension();
    }

    /** The quantity in the unit in which the metric is reported. */
    private Optional<Double> quantity(Key<YamlNode> key, MetricRef metric) {
        Dimension dimension = dimension(metric);
        return f.find(key)
                .flatMap(node -> in.within(
                        key.name(), node.place(), () -> new NumberType(dimension, Range.POSITIVE).read(node, in)))
                .map(base -> dimension == Dimension.TIME ? seconds(base) : base);
    }

    /** Moves the point of the decimal number, so that 848.16 ns is exactly the number 8.4816e-7. */
    private static double seconds(double ns) {
        return BigDecimal.valueOf(ns).movePointLeft(NANO_DIGITS).doubleValue();
    }

    private static String unit(Dimension dimension) {
        return switch (dimension) {
            case TIME -> "s";
            case RATE -> "1/s";
            case SHARE -> "share";
            case NUMBER -> SuitePoint.RATIO;
            default -> dimension.baseUnit();
        };
    }

    private static Better usuallyBetter(Dimension dimension) {
        return dimension == Dimension.RATE || dimension == Dimension.NUMBER ? Better.HIGH : Better.LOW;
    }

    private boolean isSourced() {
        boolean hasSource = !source().isEmpty();
        if (!hasSource) {
            in.problem(
                    in.keyPlace(f.node()),
                    "a result without a source",
                    "add 'source' to the point or to the suite: paper and table, or how you measured");
        }
        boolean hasConfidence = f.wrote(PointKeys.CONFIDENCE) || file.tree().has(PointKeys.CONFIDENCE.name());
        if (!hasConfidence) {
            in.problem(
                    in.keyPlace(f.node()),
                    "a result without 'confidence'",
                    "add it to the point or to the suite: seen, seen-2 or recalled");
        }
        return hasSource && hasConfidence;
    }

    private String source() {
        return Stream.of(textOfSuite(SuiteKeys.SOURCE), f.find(PointKeys.SOURCE).orElse(""))
                .filter(text -> !text.isEmpty())
                .reduce((suite, point) -> suite + ", " + point)
                .orElse("");
    }

    private boolean isCalibration() {
        return textOfSuite(SuiteKeys.CALIBRATION).equals("true");
    }

    /** What the suite says itself; nonsense was reported where it stands. */
    private Confidence confidenceOfSuite() {
        return in.recall(Confidence.class).orElse(Confidence.RECALLED);
    }

    private String textOfSuite(Key<?> key) {
        return file.tree()
                .get(key.name())
                .filter(YamlNode.Scalar.class::isInstance)
                .map(node -> ((YamlNode.Scalar) node).text())
                .orElse("");
    }
}
