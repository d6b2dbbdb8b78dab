// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MapOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NumberType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.TextType;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.YamlPrinter;
import io.hvsim.scenario.text.YamlReader;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the shipped suites gave when that was last recorded, so that a change that makes them worse is noticed.
 *
 * @param suites suite to label of a point to what was recorded of it
 */
public record Baseline(Map<String, Map<String, Recorded>> suites) {
    /** File in the library, beside the folder of the suites. */
    public static final String FILE = "suites-baseline.yaml";

    /** An error may grow by so many percentage points before it counts as worse. */
    public static final double ALLOWED_GROWTH = 0.5;

    private static final int DIGITS = 6;
    private static final String HEAD =
            "# What the suites gave when last recorded, by suite and point: case, technique, metric.\n"
                    + "# Written by the tests when run with -Dupdate.golden=true; do not edit.\n";

    private static final NumberType ANY = new NumberType(Dimension.NUMBER, Range.of(-1e12, 1e12));
    private static final Key<Double> SIMULATED = Key.required("simulated", ANY, "in the unit of the point");
    private static final Key<Double> ERROR = Key.required("error-percent", ANY, "of the value");
    private static final MapOf<String, Map<String, Recorded>> TYPE = MapOf.of(
            new TextType(),
            MapOf.of(
                    new TextType(),
                    MappingType.of(
                            "recorded",
                            "a recorded point",
                            List.of(SIMULATED, ERROR),
                            f -> new Recorded(f.get(SIMULATED), f.get(ERROR)))));

    /** What was recorded of a point. */
    public record Recorded(double simulated, double errorPercent) {}

    /** The baseline that travels with the program; empty when there is none. */
    public static Baseline shipped() {
        String path = "library/" + FILE;
        return ShippedFiles.paths().contains(path) ? parse(ShippedFiles.text(path)) : new Baseline(Map.of());
    }

    /** @throws IllegalArgumentException if the text is no baseline */
    static Baseline parse(String text) {
        Problems problems = new Problems();
        Optional<Map<String, Map<String, Recorded>>> suites = YamlReader.read(SourceText.library(FILE, text), problems)
                .flatMap(tree -> TYPE.read(tree, new Reading(FILE, Library.shipped(), problems)));
        if (suites.isEmpty()) {
            throw new IllegalArgumentException(problems.sorted().get(0).render());
        }
        return new Baseline(suites.get());
    }

    /** A sentence for each point whose error has grown by more than is allowed; points not recorded pass. */
    public List<String> worse(SuiteOutcome outcome) {
        Map<String, Recorded> recorded = suites.getOrDefault(outcome.suite().name(), Map.of());
        List<String> worse = new ArrayList<>();
        for (PointOutcome point : outcome.points()) {
            Recorded before = recorded.get(point.point().label());
            double error = point.errorPercent();
            if (before != null && !(Math.abs(error) <= Math.abs(before.errorPercent()) + ALLOWED_GROWTH)) {
                worse.add(String.format(
                        Locale.ROOT,
                        "%s: %s: the error is %+.1f %%, it was %+.1f %%",
                        outcome.suite().name(),
                        point.point().label(),
                        error,
                        before.errorPercent()));
            }
        }
        return List.copyOf(worse);
    }

    /** The file that records outcomes. */
    public static String text(List<SuiteOutcome> outcomes) {
        StringBuilder text = new StringBuilder(HEAD);
        for (SuiteOutcome suite : outcomes) {
            text.append(suite.suite().name()).append(":\n");
            suite.points().forEach(point -> text.append(line(point)));
        }
        return text.toString();
    }

    private static String line(PointOutcome point) {
        BigDecimal simulated = new BigDecimal(point.simulated().mean())
                .round(new MathContext(DIGITS))
                .stripTrailingZeros();
        BigDecimal error = new BigDecimal(point.errorPercent()).setScale(2, RoundingMode.HALF_EVEN);
        return "  " + YamlPrinter.quoted(point.point().label()) + ": {simulated: " + simulated + ", error-percent: "
                + error.toPlainString() + "}\n";
    }
}
