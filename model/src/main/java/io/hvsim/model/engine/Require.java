// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

/** Checks of the parameters of distributions; each returns the value it has checked. */
final class Require {
    private Require() {}

    static double positive(String name, double value) {
        return that(value > 0, name, value, "above 0");
    }

    static double notNegative(String name, double value) {
        return that(value >= 0, name, value, "0 or more");
    }

    static double that(boolean holds, String name, double value, String rule) {
        if (!holds || !Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " must be finite and " + rule + ", but was " + value);
        }
        return value;
    }

    static void sameLength(String name, double[] values, String otherName, double[] others) {
        if (values.length == 0 || values.length != others.length) {
            throw new IllegalArgumentException(name + " and " + otherName
                    + " must be equally many and at least one, but were " + values.length + " and " + others.length);
        }
    }
}
