// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.Arrays;

/** Between which values a share of a sample lies, as much of the rest below as above. */
public record Band(double low, double high) {

    /**
     * The band of {@code values}, its ends between two of them by linear interpolation.
     *
     * @param values at least one, none of them NaN
     * @param share 0 to 1
     */
    public static Band of(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Band(quantile(sorted, (1 - share) / 2), quantile(sorted, (1 + share) / 2));
    }

    /** The value that a share of {@code sorted}, which is not empty, does not exceed. */
    public static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
