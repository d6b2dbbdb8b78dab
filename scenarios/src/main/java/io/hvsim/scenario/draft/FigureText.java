// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.draft;

import io.hvsim.scenario.library.FittedFile;

/** Numbers and quantities of written figures, in four digits. */
public final class FigureText {
    private FigureText() {}

    public static String number(double value) {
        return FittedFile.number(value);
    }

    public static String cycles(double value) {
        return number(value) + " cycles";
    }
}
