// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import io.hvsim.model.result.FigureUse;
import io.hvsim.scenario.assembly.FiguresUsed;
import io.hvsim.scenario.suite.Role;
import io.hvsim.scenario.suite.Suite;
import io.hvsim.scenario.suite.SuitePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether points that are called predicted are. A predicted point must not rest on a figure that says it was fitted and
 * whose source, or what it says it was fitted to, contains one of the suite's {@code fitted-key}s in any case of letters.
 *
 * <p>The rule errs on one side: it knows of a figure what the library says of it. A figure that was fitted and does not
 * say so, or names its source in other words, is not found; nor is anything in a suite without keys. Keys are given
 * because a source is often wider than a measurement: a figure fitted to one table of a paper does not make another
 * table's result less of a prediction.
 */
public final class RoleClaims {
    private RoleClaims() {}

    /** What is wrong with the claims of a suite, a sentence for each point that is not what it is called. */
    public static List<String> objections(Suite suite) {
        List<String> objections = new ArrayList<>();
        for (SuitePoint point : suite.points()) {
            List<FigureUse> fitted = point.role() == Role.PREDICTED ? fitted(suite, point) : List.of();
            if (!fitted.isEmpty()) {
                FigureUse first = fitted.get(0);
                String more = fitted.size() == 1 ? "" : ", as were " + (fitted.size() - 1) + " more";
                objections.add(suite.name() + ": " + point.label() + " is called predicted, but " + first.path()
                        + " was fitted to " + first.source() + more);
            }
        }
        return List.copyOf(objections);
    }

    private static List<FigureUse> fitted(Suite suite, SuitePoint point) {
        return FiguresUsed.by(point.specs()).stream()
                .filter(figure -> isFittedTo(suite, figure))
                .toList();
    }

    private static boolean isFittedTo(Suite suite, FigureUse figure) {
        String origin = (figure.source() + "\n" + figure.fittedTo()).toLowerCase(Locale.ROOT);
        return !figure.fittedTo().isEmpty()
                && suite.fittedKeys().stream().anyMatch(key -> origin.contains(key.toLowerCase(Locale.ROOT)));
    }
}
