// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.ListOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.OneOrMore;
import io.hvsim.scenario.schema.TextType;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/** The keys of a suite file. */
public final class SuiteKeys {
    private static final TextType TEXT = new TextType();

    static final Key<String> TITLE = Key.required("title", TEXT, "a line for people");
    private static final Key<String> ABOUT =
            Key.ofDefault("about", TEXT, "''", "what was measured, and what the model needs for it");
    static final Key<String> SOURCE = Key.ofDefault(
            "source", TEXT, "''", "where the results were published; left out, each point must say it itself");
    static final Key<Boolean> CALIBRATION = Key.ofDefault(
            "calibration",
            new FlagType(),
            "false",
            "whether it has as many free parameters as points; what was fitted is then counted apart");
    private static final Key<Boolean> OVERCOMMIT = Key.ofDefault(
            "overcommit",
            new FlagType(),
            "false",
            "whether more vCPUs than pCPUs, and what waits for which, make the results; predictions are then counted apart");
    private static final Key<Integer> FREE_PARAMETERS = Key.ofDefault(
            "free-parameters", new IntType(0, 10_000), "0", "how many figures of the library were fitted to it");
    private static final Key<List<String>> FITTED_KEY = Key.ofDefault(
            "fitted-key",
            new OneOrMore<>(TEXT),
            "[]",
            "words that stand in the source of every figure fitted to this measurement; no predicted point may rest on one");
    private static final Key<Confidence> CONFIDENCE = PointKeys.CONFIDENCE.rememberedAs(Confidence.class);
    private static final Key<List<String>> CAUSES = Key.ofDefault(
            "causes", new ListOf<>(TEXT), "[]", "sentences on why points are missed, for the page on validation");
    private static final Key<BodyType.Body> SCENARIO = Key.required(
                    "scenario",
                    new BodyType(),
                    "the scenario that the points change: written out, a file beside the suite, or the name of a shipped one")
            .rememberedAs(BodyType.Body.class);
    private static final Key<List<SuitePoint>> POINTS =
            Key.required("points", new ListOf<>(PointKeys.POINT), "the published results");

    /** A suite file. */
    public static final MappingType<Suite> SUITE = MappingType.of(
                    "suite",
                    "published or measured results, and the scenario that must show them",
                    List.of(
                            TITLE,
                            ABOUT,
                            SOURCE,
                            CALIBRATION,
                            OVERCOMMIT,
                            FREE_PARAMETERS,
                            FITTED_KEY,
                            PointKeys.TOLERANCE,
                            CONFIDENCE,
                            CAUSES,
                            SCENARIO,
                            POINTS),
                    SuiteKeys::suite)
            .checked(SuiteKeys::check);

    private SuiteKeys() {}

    private static Suite suite(Fields f) {
        return new Suite(
                f.name(),
                f.get(TITLE),
                f.get(ABOUT),
                f.get(SOURCE),
                f.get(CALIBRATION),
                f.get(OVERCOMMIT),
                f.get(FREE_PARAMETERS),
                f.get(FITTED_KEY),
                f.find(PointKeys.TOLERANCE).map(OptionalDouble::of).orElse(OptionalDouble.empty()),
                f.get(CAUSES),
                f.get(POINTS));
    }

    private static void check(Fields f) {
        List<SuitePoint> points = f.find(POINTS).orElse(List.of());
        if (f.find(POINTS).isPresent() && points.isEmpty()) {
            f.in().problem(f.placeOf(POINTS), "no points", "add one: case, technique, metric and published");
        }
        Set<String> labels = new HashSet<>();
        for (int i = 0; i < points.size(); i++) {
            if (!labels.add(points.get(i).label())) {
                f.in().problem(
                                f.placeOfItem(POINTS, i),
                                "case '" + points.get(i).caseName() + "' with technique '"
                                        + points.get(i).technique() + "' and "
                                        + points.get(i).metricRef() + " twice",
                                "give one of them another case or technique");
            }
        }
    }
}
