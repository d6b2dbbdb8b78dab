// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.draft.FigureText;

/**
 * Clock of the measured machine, and how it is known.
 *
 * @param words such as {@code 2.1 GHz, as given}
 * @param assumed whether neither the user nor the log says it
 */
record Clock(double hz, String words, boolean assumed) {
    private static final double GIGA = 1e9;

    static Clock of(Base base, LogContent.Run run) {
        if (base.givenHz().isPresent()) {
            return new Clock(base.givenHz().getAsDouble(), text(base.givenHz().getAsDouble()) + ", as given", false);
        }
        if (run.clockHz().isPresent() && run.clockHz().getAsDouble() > 0) {
            return new Clock(
                    run.clockHz().getAsDouble(), text(run.clockHz().getAsDouble()) + ", as the log says", false);
        }
        double hz = base.host().clockHz();
        return new Clock(
                hz, text(hz) + ", assumed: that of " + base.host().name() + ", since the log does not say it", true);
    }

    double cyclesOf(double nanos) {
        return nanos * hz / GIGA;
    }

    double nanosOf(double cycles) {
        return cycles * GIGA / hz;
    }

    String quantity() {
        return text(hz);
    }

    private static String text(double hz) {
        return FigureText.number(hz / GIGA) + " GHz";
    }
}
