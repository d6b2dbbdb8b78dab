// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.number.Decimal;
import io.hvsim.scenario.library.FittedFile;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.suite.Suite;
import io.hvsim.scenario.validation.Errors;
import io.hvsim.scenario.validation.Fit;
import io.hvsim.scenario.validation.PointOutcome;
import io.hvsim.scenario.validation.SuiteOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a fit found, as a table and as library files. */
record FitAnswer(Suite suite, Fit.Result result) {
    private static final List<String> FIGURES = List.of("figure", "library", "fitted", "factor");
    private static final List<String> POINTS = List.of("case", "technique", "published", "library", "fitted");

    String text() {
        TextColumns figures = new TextColumns(FIGURES, Set.of("figure"));
        for (Fit.Chosen each : result.figures()) {
            double before = each.figure().value();
            figures.add(List.of(
                    each.figure().path(),
                    Decimal.significant(before, 4),
                    Decimal.significant(each.value(), 4),
                    Decimal.significant(each.value() / before, 3)));
        }
        TextColumns points = new TextColumns(POINTS, Set.of("case", "technique"));
        for (int i = 0; i < result.before().points().size(); i++) {
            PointOutcome before = result.before().points().get(i);
            points.add(List.of(
                    before.point().caseName(),
                    before.point().technique(),
                    ValidationWords.published(before),
                    ValidationWords.error(before.errorPercent()),
                    ValidationWords.error(result.after().points().get(i).errorPercent())));
        }
        return figures.text() + "\n" + points.text() + "\n" + "median error of the fitted points: "
                + median(result.before()) + " with the library's figures, " + median(result.after())
                + " with the fitted ones; figures are in base units (ns, cycles, bytes, shares)\n";
    }

    private static String median(SuiteOutcome outcome) {
        return ValidationWords.size(Errors.of(outcome.points().stream()
                        .mapToDouble(PointOutcome::errorPercent)
                        .toArray())
                .medianPercent());
    }

    /** Writes each file of the library that has fitted figures, none for those in the suite itself, to {@code KIND/NAME.yaml} in {@code folder}. */
    List<Path> write(Path folder) throws IOException {
        Map<String, Map<String, Double>> factors = new LinkedHashMap<>();
        for (Fit.Chosen each : result.figures()) {
            String[] place = each.figure().path().split(": ", 2);
            if (!place[0].contains("/")) {
                continue; // stands in the suite itself
            }
            factors.computeIfAbsent(place[0], file -> new LinkedHashMap<>())
                    .put(place[1], each.value() / each.figure().value());
        }
        String fitted = "suite " + suite.name() + ", by hvsim validate --fit (hvsim " + Version.number() + ")";
        List<Path> written = new ArrayList<>();
        for (Map.Entry<String, Map<String, Double>> file : factors.entrySet()) {
            Path path = folder.resolve(file.getKey() + ".yaml");
            String text = FittedFile.text(Library.shipped(), file.getKey(), file.getValue(), fitted);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
            written.add(path);
        }
        return written;
    }
}
