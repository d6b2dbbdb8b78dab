// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import java.util.OptionalDouble;

/** Numbers as tools print them. */
final class Numbers {
    private static final double LARGEST = 1e18;
    private static final int LONGEST = 40;

    private Numbers() {}

    /** The number, from 0 to 1e18; empty for anything else. */
    static OptionalDouble of(String text) {
        String digits = text.strip();
        if (digits.isEmpty()
                || digits.length() > LONGEST
                || !digits.matches("[0-9]*\\.?[0-9]*([eE][+-]?[0-9]{1,2})?")) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(digits);
            return value <= LARGEST ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
