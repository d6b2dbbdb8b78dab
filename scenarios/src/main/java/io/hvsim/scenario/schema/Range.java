// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import java.util.Optional;

/** The values a number may have, in base units. Both ends belong to it, except a low end that is left out. */
public record Range(double low, boolean lowIncluded, double high) {
    /** Anything from 0 that a computer can count with. */
    public static final Range NOT_NEGATIVE = new Range(0, true, 9e18);
    /** Anything above 0 that a computer can count with. */
    public static final Range POSITIVE = new Range(0, false, 9e18);
    /** From nothing to the whole. */
    public static final Range SHARE = new Range(0, true, 1);

    /** From {@code low} to {@code high}, both included. */
    public static Range of(double low, double high) {
        return new Range(low, true, high);
    }

    /** What is wrong with the value; empty when it lies inside. */
    Optional<String> objection(double value) {
        if (value < low || value == low && !lowIncluded) {
            return Optional.of(value < 0 && low == 0 ? "is negative" : "is too small");
        }
        return value > high ? Optional.of("is too large") : Optional.empty();
    }
}
