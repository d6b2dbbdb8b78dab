// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

/** Which of two values of a metric is the better one. */
public enum Better {
    LOW,
    HIGH;

    /** Whether {@code one} is better than {@code other}. */
    public boolean isBetter(double one, double other) {
        return this == LOW ? one < other : one > other;
    }
}
