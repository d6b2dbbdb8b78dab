// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import java.util.Arrays;

/** A distribution function that is linear between given points; sampled by inversion. */
record Quantiles(double[] probabilities, double[] values) implements Distribution {

    static Quantiles of(double[] probabilities, double[] values) {
        Require.sameLength("probabilities", probabilities, "values", values);
        Require.that(probabilities.length > 1, "the number of points", probabilities.length, "2 or more");
        int last = probabilities.length - 1;
        Require.that(probabilities[0] == 0, "probabilities[0]", probabilities[0], "0");
        Require.that(probabilities[last] == 1, "probabilities[" + last + "]", probabilities[last], "1");
        Require.notNegative("values[0]", values[0]);
        for (int i = 1; i <= last; i++) {
            Require.that(
                    probabilities[i] > probabilities[i - 1],
                    "probabilities[" + i + "]",
                    probabilities[i],
                    "above the one before");
            Require.that(values[i] >= values[i - 1], "values[" + i + "]", values[i], "not below the one before");
        }
        return new Quantiles(probabilities.clone(), values.clone());
    }

    @Override
    public Sampler bind(RandomStream stream) {
        return () -> quantile(stream.nextDouble());
    }

    private double quantile(double probability) {
        int found = Arrays.binarySearch(probabilities, probability);
        if (found >= 0) {
            return values[found];
        }
        int right = -found - 1;
        double left = probabilities[right - 1];
        double share = (probability - left) / (probabilities[right] - left);
        return values[right - 1] + share * (values[right] - values[right - 1]);
    }

    @Override
    public double mean() {
        double sum = 0;
        for (int i = 1; i < values.length; i++) {
            sum += (probabilities[i] - probabilities[i - 1]) * (values[i] + values[i - 1]) / 2;
        }
        return sum;
    }

    /** Within each piece the values are uniform: its own variance, and that of its centre around the mean. */
    @Override
    public double variance() {
        double mean = mean();
        double sum = 0;
        for (int i = 1; i < values.length; i++) {
            double width = values[i] - values[i - 1];
            double offset = (values[i] + values[i - 1]) / 2 - mean;
            sum += (probabilities[i] - probabilities[i - 1]) * (width * width / 12 + offset * offset);
        }
        return sum;
    }
}
