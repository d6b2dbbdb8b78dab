// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NumberType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.TextType;
import io.hvsim.scenario.sweep.Axis.Change;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;

/** The keys of a point of a suite. */
final class PointKeys {
    private static final TextType TEXT = new TextType();

    static final Key<String> CASE = Key.required("case", TEXT, "what was run");
    static final Key<String> TECHNIQUE = Key.required("technique", TEXT, "what it ran on, in free words");
    static final Key<List<Change>> SET = Key.ofDefault(
            "set", new ChangesType(), "{}", "path to value: how the scenario differs from that of the suite");
    static final Key<String> METRIC = Key.required("metric", TEXT, "a VM group and a metric, such as vm.makespan");
    static final Key<Double> SCALE = Key.ofDefault(
            "scale",
            new NumberType(Dimension.NUMBER, Range.POSITIVE),
            "1",
            "factor on the simulated value, such as 1e-5 for one of 100,000 jobs");
    static final Key<List<Change>> RELATIVE_TO = Key.optional(
            "relative-to",
            new ChangesType(),
            "path to value on top of set; the result is then the ratio of the metric to what it is there");
    static final Key<Boolean> INVERSE =
            Key.ofDefault("inverse", new FlagType(), "false", "whether the ratio is turned around");
    static final Key<List<Change>> NATIVE = Key.optional(
            "native",
            new ChangesType(),
            "path to value on top of set that make it the same work without virtualization");
    static final Key<YamlNode> NATIVE_PUBLISHED = Key.optional(
            "native-published",
            new QuantityText(),
            "the published result without virtualization; with native, the error of what is added to it is reported");
    static final Key<YamlNode> PUBLISHED = Key.required("published", new QuantityText(), "the published result");
    static final Key<Double> TOLERANCE = Key.optional(
            "tolerance",
            new NumberType(Dimension.SHARE, Range.POSITIVE),
            "error that counts as met, such as 15 %; 25 % when neither point nor suite give it");
    static final Key<Confidence> CONFIDENCE = Key.optional(
            "confidence",
            ChoiceType.of("confidence", Confidence.class),
            "seen in the source, seen-2 in a text that quotes it, or recalled; a point has its own or the suite's");
    static final Key<String> SOURCE =
            Key.ofDefault("source", TEXT, "''", "where in the suite's source, or a source of its own");
    static final Key<Role> ROLE = Key.optional(
            "role",
            ChoiceType.of("role", Role.class),
            "fitted when a figure was chosen to meet it or a sibling of the same measurement, else predicted; left out, "
                    + "fitted in a calibration suite, else predicted");
    static final Key<Better> BETTER = Key.optional(
            "better",
            ChoiceType.of("end", Better.class),
            "which value is the better one; left out, high for rates and ratios, else low");

    static final MappingType<SuitePoint> POINT = MappingType.of(
                    "point",
                    "a published result and how to simulate it",
                    List.of(
                            CASE,
                            TECHNIQUE,
                            SET,
                            METRIC,
                            SCALE,
                            RELATIVE_TO,
                            INVERSE,
                            NATIVE,
                            NATIVE_PUBLISHED,
                            PUBLISHED,
                            CONFIDENCE,
                            SOURCE,
                            ROLE,
                            TOLERANCE,
                            BETTER),
                    f -> f.in().recall(SuitePoint.class).orElseThrow())
            .checked(PointKeys::check);

    private PointKeys() {}

    private static void check(Fields f) {
        together(NATIVE, NATIVE_PUBLISHED, f);
        together(NATIVE_PUBLISHED, NATIVE, f);
        if (f.find(INVERSE).orElse(false) && !f.wrote(RELATIVE_TO)) {
            f.in().problem(f.placeOfKey(INVERSE), "inverse without relative-to", "add relative-to: {path: value}");
        }
        new PointReading(f).point().ifPresentOrElse(p -> f.in().remember(SuitePoint.class, p), f.in()::fail);
    }

    private static void together(Key<?> one, Key<?> other, Fields f) {
        if (f.wrote(one) && !f.wrote(other)) {
            f.in().problem(
                            f.placeOfKey(one),
                            "'" + one.name() + "' without '" + other.name() + "'",
                            "add " + other.name() + ": " + other.type().phrase());
        }
    }
}
