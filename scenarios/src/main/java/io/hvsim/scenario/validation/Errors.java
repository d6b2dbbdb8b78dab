// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import io.hvsim.model.result.Band;
import java.util.Arrays;

/**
 * How large errors are, whatever their sign.
 *
 * @param count how many there are
 * @param medianPercent half of them are no larger; NaN when there are none
 * @param p90Percent 90 % of them are no larger; NaN when there are none
 */
public record Errors(int count, double medianPercent, double p90Percent) {

    /** Of errors in percent with their signs; unknown ones (NaN) are left out. */
    public static Errors of(double[] percents) {
        double[] sorted = Arrays.stream(percents)
                .filter(Double::isFinite)
                .map(Math::abs)
                .sorted()
                .toArray();
        return new Errors(sorted.length, quantile(sorted, 0.5), quantile(sorted, 0.9));
    }

    /** Between the closest ranks, in proportion: the median of two values is their mean. */
    private static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : Band.quantile(sorted, share);
    }
}
