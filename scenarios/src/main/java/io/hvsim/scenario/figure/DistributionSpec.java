// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.figure;

import io.hvsim.model.engine.Distribution;
import io.hvsim.model.engine.Distributions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A distribution of a random time, number of cycles or size, in base units (ns, cycles, bytes).
 *
 * @param parameters by the names given at each {@link Shape}; empty for {@link Shape#EMPIRICAL}
 * @param values the observed values of {@link Shape#EMPIRICAL}, each equally likely; else empty
 */
public record DistributionSpec(Shape shape, Map<String, Double> parameters, List<Double> values) {

    /** The families, each with the names of its parameters. */
    public enum Shape {
        DETERMINISTIC("value"),
        EXPONENTIAL("mean"),
        UNIFORM("low", "high"),
        /** Given that the value is not negative. */
        NORMAL("mean", "standard-deviation"),
        LOG_NORMAL("mean", "cv"),
        GAMMA("shape", "scale"),
        WEIBULL("shape", "scale"),
        PARETO("minimum", "shape"),
        /** Two phases with balanced means; cv is above 1. */
        HYPER_EXPONENTIAL("mean", "cv"),
        /** Known by mean and cv only: deterministic, gamma, exponential or hyper-exponential as cv asks. */
        MEAN_AND_CV("mean", "cv"),
        /** Measured values, each equally likely. */
        EMPIRICAL();

        private final List<String> parameters;

        Shape(String... parameters) {
            this.parameters = List.of(parameters);
        }

        /** Names of the parameters, in the order of the usual notation. */
        public List<String> parameters() {
            return parameters;
        }
    }

    /** Always {@code value}. */
    public static DistributionSpec always(double value) {
        return new DistributionSpec(Shape.DETERMINISTIC, Map.of("value", value), List.of());
    }

    /** Known by its mean and its coefficient of variation only. */
    public static DistributionSpec ofMeanAndCv(double mean, double cv) {
        return new DistributionSpec(Shape.MEAN_AND_CV, Map.of("mean", mean, "cv", cv), List.of());
    }

    /** What the model draws from. */
    public Distribution distribution() {
        return switch (shape) {
            case DETERMINISTIC -> Distributions.deterministic(of("value"));
            case EXPONENTIAL -> Distributions.exponential(of("mean"));
            case UNIFORM -> Distributions.uniform(of("low"), of("high"));
            case NORMAL -> Distributions.normal(of("mean"), of("standard-deviation"));
            case LOG_NORMAL -> Distributions.logNormal(of("mean"), of("cv"));
            case GAMMA -> Distributions.gamma(of("shape"), of("scale"));
            case WEIBULL -> Distributions.weibull(of("shape"), of("scale"));
            case PARETO -> Distributions.pareto(of("minimum"), of("shape"));
            case HYPER_EXPONENTIAL -> Distributions.hyperExponential(of("mean"), of("cv"));
            case MEAN_AND_CV -> Distributions.ofMeanAndCv(of("mean"), of("cv"));
            case EMPIRICAL -> empirical();
        };
    }

    private Distribution empirical() {
        double[] each = values.stream().mapToDouble(Double::doubleValue).toArray();
        double[] alike = new double[each.length];
        Arrays.fill(alike, 1);
        return Distributions.empirical(each, alike);
    }

    private double of(String parameter) {
        return parameters.get(parameter);
    }
}
