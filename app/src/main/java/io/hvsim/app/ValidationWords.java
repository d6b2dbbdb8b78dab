// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.MetricState;
import io.hvsim.model.result.Spread;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.validation.Estimate;
import io.hvsim.scenario.validation.PointOutcome;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is said of simulated and published results, in tables and on pages. */
final class ValidationWords {
    private ValidationWords() {}

    /** The published value with the digits that it has. */
    static String published(PointOutcome point) {
        return Unit.exact(point.point().unit(), point.point().published());
    }

    /**
     * The simulated value to three digits and half its interval, or both ends of its band, in the unit of the published one;
     * and the states into which the replications fall.
     */
    static String simulated(PointOutcome point) {
        return mean(point) + states(point);
    }

    private static String states(PointOutcome point) {
        Estimate simulated = point.simulated();
        if (simulated.states().isEmpty()) {
            return "";
        }
        int all =
                simulated.states().stream().mapToInt(MetricState::replications).sum();
        Unit unit = Unit.forValue(point.point().unit(), point.point().published());
        return simulated.states().stream()
                .map(state -> Decimal.fixed(unit.of(state.mean()), Decimal.decimalsFor(unit.of(state.mean()), 3))
                        + " in " + state.replications())
                .collect(Collectors.joining(", ", " (states: ", " of " + all + ")"));
    }

    private static String mean(PointOutcome point) {
        Estimate simulated = point.simulated();
        if (Double.isNaN(simulated.mean())) {
            return "none";
        }
        Unit unit = Unit.forValue(point.point().unit(), point.point().published());
        double mean = unit.of(simulated.mean());
        double half = unit.of(simulated.halfWidth());
        int decimals = Decimal.decimalsFor(mean, 3);
        if (!(half > Math.abs(mean) * 1e-9)) {
            return unit.after(Decimal.fixed(mean, decimals));
        }
        int both = Math.max(decimals, Math.min(Decimal.decimalsFor(half, 1), decimals + 1));
        if (simulated.spread() == Spread.FIGURES) {
            String ends = Decimal.fixed(unit.of(simulated.low()), both) + " to "
                    + Decimal.fixed(unit.of(simulated.high()), both);
            return unit.after(Decimal.fixed(mean, both) + " (" + ends + ")");
        }
        return unit.after(Decimal.fixed(mean, both) + " ± " + Decimal.fixed(half, both));
    }

    /** An error with its sign; empty when it is unknown. */
    static String error(double percent) {
        return Double.isNaN(percent)
                ? ""
                : String.format(Locale.ROOT, "%+.1f %%", percent).replaceAll("^[+-]0.0 ", "0.0 ");
    }

    /** The size of an error; empty when it is unknown. */
    static String size(double percent) {
        return Double.isNaN(percent) ? "" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    static String word(Enum<?> constant) {
        return ChoiceType.word(constant);
    }
}
