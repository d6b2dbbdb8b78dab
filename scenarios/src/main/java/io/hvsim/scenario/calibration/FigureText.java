// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.library.FittedFile;

/** Numbers and quantities of written figures, in four digits. */
final class FigureText {
    private FigureText() {}

    static String number(double value) {
        return FittedFile.number(value);
    }

    static String cycles(double value) {
        return number(value) + " cycles";
    }
}
