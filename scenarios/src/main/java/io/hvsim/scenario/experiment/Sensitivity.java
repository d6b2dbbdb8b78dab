// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How much an input of a sample moves an output, seen from the sample alone: the sample is sorted by the input and cut into
 * classes of equal size.
 *
 * <p>Source: Plischke, Borgonovo and Smith, "Global sensitivity measures from given data", European Journal of Operational
 * Research 226 (2013). Differs from the source in: what classes explain by chance is taken off, as in Kelley's epsilon squared
 * (1935), without which a hundred samples in ten classes give an input without any effect an index of a tenth.
 *
 * @param firstOrder first-order Sobol index, 0 to 1: the share of the output's variance that vanishes when the input is known
 * @param low mean output where the input is in the lowest fifth of its values
 * @param high the same for the highest fifth
 */
public record Sensitivity(double firstOrder, double low, double high) {
    private static final int MOST_CLASSES = 20;
    private static final int FEWEST_CLASSES = 3;
    private static final int FIFTH = 5;

    /**
     * The sensitivity of {@code output} to {@code input}.
     *
     * @param input one value for each of {@code output}; at least 5, none of them NaN
     */
    public static Sensitivity of(double[] input, double[] output) {
        int count = input.length;
        double[] sorted = IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> input[i]))
                .mapToDouble(i -> output[i])
                .toArray();
        int fifth = count / FIFTH;
        return new Sensitivity(firstOrder(sorted), mean(sorted, 0, fifth), mean(sorted, count - fifth, count));
    }

    private static double firstOrder(double[] sorted) {
        int count = sorted.length;
        int classes = Math.max(FEWEST_CLASSES, Math.min(MOST_CLASSES, (int) Math.sqrt(count)));
        double mean = mean(sorted, 0, count);
        double all = 0;
        for (double value : sorted) {
            all += (value - mean) * (value - mean);
        }
        double between = 0;
        for (int i = 0; i < classes; i++) {
            int from = i * count / classes;
            int to = (i + 1) * count / classes;
            double distance = mean(sorted, from, to) - mean;
            between += (to - from) * distance * distance;
        }
        if (all == 0) {
            return 0;
        }
        double byChance = (classes - 1.0) / (count - 1);
        return Math.max(0, (between / all - byChance) / (1 - byChance));
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }
}
