// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

/**
 * Finds how much of a series belongs to the warm-up: the series is batched by five, and the cut is where the batches that
 * remain have the smallest squared standard error.
 *
 * <p>Source: White, "An effective truncation heuristic for bias reduction in simulation output", SIMULATION 69(6), 1997
 * (MSER); Spratt, 1998 (batches of five). As advised there, a cut in the second half is not accepted.
 */
public final class Mser5 {
    private static final int BATCH = 5;

    private Mser5() {}

    /**
     * How many leading values of {@code series} to cut: a multiple of 5, at most half. Missing values (NaN) count as part
     * of the batch they are in and are left out of its mean; batches without any value are left out.
     */
    public static int cut(double[] series) {
        double[] batches = batchMeans(series);
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        double sum = 0;
        double squares = 0;
        int kept = 0;
        for (int first = batches.length - 1; first >= 0; first--) {
            if (!Double.isNaN(batches[first])) {
                kept++;
                sum += batches[first];
                squares += batches[first] * batches[first];
            }
            double error = kept == 0 ? Double.POSITIVE_INFINITY : (squares - sum * sum / kept) / ((double) kept * kept);
            if (first <= batches.length / 2 && error <= least) {
                least = error;
                best = first;
            }
        }
        return best * BATCH;
    }

    private static double[] batchMeans(double[] series) {
        double[] means = new double[series.length / BATCH];
        for (int batch = 0; batch < means.length; batch++) {
            double sum = 0;
            int values = 0;
            for (int i = batch * BATCH; i < (batch + 1) * BATCH; i++) {
                if (!Double.isNaN(series[i])) {
                    sum += series[i];
                    values++;
                }
            }
            means[batch] = values == 0 ? Double.NaN : sum / values;
        }
        return means;
    }
}
