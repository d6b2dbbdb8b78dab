// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleSupplier;

/** Mean, variance and fourth central moment of a sample. */
record Moments(int count, double mean, double variance, double fourth) {
    /** Two-sided 99.9 % of the normal distribution. */
    private static final double Z = 3.29;

    static Moments of(DoubleSupplier source, int count) {
        double[] values = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            values[i] = source.getAsDouble();
            sum += values[i];
        }
        double mean = sum / count;
        double second = 0;
        double fourth = 0;
        for (double value : values) {
            double square = (value - mean) * (value - mean);
            second += square;
            fourth += square * square;
        }
        return new Moments(count, mean, second / (count - 1), fourth / count);
    }

    /** Within their 99.9 % intervals; that of the variance uses the fourth moment of the sample. */
    void assertMeanAndVariance(double expectedMean, double expectedVariance) {
        assertMean(expectedMean);
        double error = Math.sqrt((fourth - variance * variance) / count);
        assertThat(Math.abs(variance - expectedVariance))
                .as("variance " + variance)
                .isLessThanOrEqualTo(Z * error);
    }

    void assertMean(double expectedMean) {
        double error = Math.sqrt(variance / count);
        assertThat(Math.abs(mean - expectedMean)).as("mean " + mean).isLessThanOrEqualTo(Z * error);
    }
}
