// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.export.Csv;
import io.hvsim.output.number.Decimal;
import io.hvsim.scenario.suite.SuitePoint;
import io.hvsim.scenario.validation.PointOutcome;
import io.hvsim.scenario.validation.SuiteOutcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** One row per point. What is unknown is an empty cell. */
final class ValidationCsv {
    private static final int DIGITS = 6;
    private static final List<String> COLUMNS = List.of(
            "suite",
            "case",
            "technique",
            "metric",
            "unit",
            "published",
            "confidence",
            "source",
            "role",
            "simulated",
            "ci_low",
            "ci_high",
            "error_percent",
            "error_extra_percent",
            "states");

    private ValidationCsv() {}

    static String text(List<SuiteOutcome> outcomes) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Csv csv = new Csv(bytes)) {
            csv.row(COLUMNS);
            outcomes.forEach(outcome -> outcome.points()
                    .forEach(point -> csv.row(row(outcome.suite().name(), point))));
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> row(String suite, PointOutcome outcome) {
        SuitePoint point = outcome.point();
        return List.of(
                suite,
                point.caseName(),
                point.technique(),
                point.metricRef(),
                point.unit(),
                Decimal.shortest(point.published()),
                ValidationWords.word(point.confidence()),
                point.source(),
                ValidationWords.word(point.role()),
                Decimal.shortest(outcome.simulated().mean()),
                Decimal.shortest(outcome.simulated().low()),
                Decimal.shortest(outcome.simulated().high()),
                Decimal.shortest(Decimal.rounded(outcome.errorPercent(), DIGITS)),
                Decimal.shortest(Decimal.rounded(outcome.errorExtraPercent(), DIGITS)),
                states(outcome));
    }

    /** Mean and number of replications of each state, such as {@code 0.11 x 3; 0.19 x 7}. */
    private static String states(PointOutcome outcome) {
        return outcome.simulated().states().stream()
                .map(state -> Decimal.shortest(state.mean()) + " x " + state.replications())
                .collect(Collectors.joining("; "));
    }
}
