// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.TDistribution;

/**
 * By how much one value is larger than another over replications that met the same random numbers: the mean of the
 * differences, its Student-t interval and the p-value of the hypothesis that there is none (paired t-test, two-sided).
 *
 * @param pairs replications that have both values
 * @param low lower end of the interval; NaN with fewer than two pairs
 * @param high upper end of it
 * @param pValue 0 to 1; NaN with fewer than two pairs
 */
public record PairedDifference(int pairs, double mean, double low, double high, double pValue) {
    /** Differences below this share of the values are those of the machine's arithmetic. */
    private static final double ROUNDING = 1e-12;

    /**
     * The difference {@code first - second}. A pair of which a value is missing (NaN) is left out. Differences that do not
     * vary are certain.
     *
     * @param second as many values as {@code first}
     * @param confidence level of the interval, between 0 and 1
     */
    public static PairedDifference of(double[] first, double[] second, double confidence) {
        double[] differences = IntStream.range(0, first.length)
                .mapToDouble(i -> difference(first[i], second[i]))
                .filter(difference -> !Double.isNaN(difference))
                .toArray();
        int pairs = differences.length;
        double mean = Summary.mean(differences);
        if (pairs < 2) {
            return new PairedDifference(pairs, mean, Double.NaN, Double.NaN, Double.NaN);
        }
        double half = Summary.halfWidth(differences, confidence);
        return new PairedDifference(pairs, mean, mean - half, mean + half, pValue(mean, differences));
    }

    private static double difference(double first, double second) {
        double difference = first - second;
        return Math.abs(difference) <= ROUNDING * Math.max(Math.abs(first), Math.abs(second)) ? 0 : difference;
    }

    private static double pValue(double mean, double[] differences) {
        double error = Summary.standardError(differences);
        if (error <= ROUNDING * Math.abs(mean)) {
            return mean == 0 ? 1 : 0;
        }
        return 2 * new TDistribution(differences.length - 1).cumulativeProbability(-Math.abs(mean) / error);
    }
}
