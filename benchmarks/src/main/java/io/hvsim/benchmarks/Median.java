// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import java.util.Arrays;

/** The median of rounds, which a few disturbed ones do not move. */
public final class Median {
    private Median() {}

    /** The middle one of an odd number of values, the upper of the two middle ones of an even number. */
    public static double of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
