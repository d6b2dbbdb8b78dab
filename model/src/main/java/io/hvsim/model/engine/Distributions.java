// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import org.apache.commons.statistics.distribution.ContinuousDistribution;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.LogNormalDistribution;
import org.apache.commons.statistics.distribution.ParetoDistribution;
import org.apache.commons.statistics.distribution.TruncatedNormalDistribution;
import org.apache.commons.statistics.distribution.UniformContinuousDistribution;
import org.apache.commons.statistics.distribution.WeibullDistribution;

/**
 * The distributions a model asks for. Every parameter must be finite; one that is out of its range is an {@link
 * IllegalArgumentException} that names parameter, range and value.
 */
public final class Distributions {
    private Distributions() {}

    /** Always {@code value}, which is 0 or more. Draws no random numbers. */
    public static Distribution deterministic(double value) {
        return new Deterministic(Require.notNegative("value", value));
    }

    /** Exponential: the time between events that know nothing of each other. */
    public static Distribution exponential(double mean) {
        return new Continuous(ExponentialDistribution.of(Require.positive("mean", mean)));
    }

    /** Uniform between {@code low}, 0 or more, and {@code high}, above it. */
    public static Distribution uniform(double low, double high) {
        Require.notNegative("low", low);
        Require.that(high > low, "high", high, "above low (" + low + ")");
        return new Continuous(UniformContinuousDistribution.of(low, high));
    }

    /**
     * Normal, given that the value is not negative. The parameters are those of the untruncated normal distribution;
     * what is cut off raises the mean and lowers the variance, and {@link Distribution#mean} and {@link
     * Distribution#variance} report the values after truncation. The difference is below 0.1 % of the mean when {@code
     * mean} is at least 3 standard deviations.
     *
     * @param mean 0 or more
     * @param standardDeviation above 0
     */
    public static Distribution normal(double mean, double standardDeviation) {
        Require.notNegative("mean", mean);
        Require.positive("standardDeviation", standardDeviation);
        return new TruncatedNormal(mean, standardDeviation);
    }

    /** Log-normal with this mean and coefficient of variation, both above 0. */
    public static Distribution logNormal(double mean, double cv) {
        double logVariance = Math.log1p(square(Require.positive("cv", cv)));
        double logMean = Math.log(Require.positive("mean", mean)) - logVariance / 2;
        return new Continuous(LogNormalDistribution.of(logMean, Math.sqrt(logVariance)));
    }

    /** Gamma of mean {@code shape * scale} and cv {@code 1 / sqrt(shape)}; an integer shape is Erlang. */
    public static Distribution gamma(double shape, double scale) {
        return new Continuous(GammaDistribution.of(Require.positive("shape", shape), Require.positive("scale", scale)));
    }

    /** Weibull; a shape below 1 has a longer tail than the exponential, above 1 a shorter one. */
    public static Distribution weibull(double shape, double scale) {
        return new Continuous(
                WeibullDistribution.of(Require.positive("shape", shape), Require.positive("scale", scale)));
    }

    /** Pareto: at least {@code minimum}, and above x with probability {@code (minimum / x) ^ shape}. */
    public static Distribution pareto(double minimum, double shape) {
        return new Continuous(
                ParetoDistribution.of(Require.positive("minimum", minimum), Require.positive("shape", shape)));
    }

    /**
     * Hyper-exponential of two phases with balanced means: both phases contribute the same share of the mean.
     *
     * @param mean above 0
     * @param cv above 1, at most 1,000
     */
    public static Distribution hyperExponential(double mean, double cv) {
        Require.positive("mean", mean);
        Require.that(cv > 1 && cv <= 1_000, "cv", cv, "above 1, at most 1000");
        double root = Math.sqrt((square(cv) - 1) / (square(cv) + 1));
        double probability = (1 + root) / 2;
        return new HyperExponential(probability, mean / (1 + root), mean / (1 - root));
    }

    /**
     * Hyper-exponential: exponential with mean {@code firstMean} with this probability, else with mean {@code
     * secondMean}.
     *
     * @param probability between 0 and 1, both excluded
     */
    public static Distribution hyperExponential(double probability, double firstMean, double secondMean) {
        Require.that(probability > 0 && probability < 1, "probability", probability, "between 0 and 1");
        Require.positive("firstMean", firstMean);
        Require.positive("secondMean", secondMean);
        return new HyperExponential(probability, firstMean, secondMean);
    }

    /**
     * Measured values, each drawn with a probability proportional to its weight.
     *
     * @param values 0 or more, in any order
     * @param weights as many, 0 or more, not all 0
     */
    public static Distribution empirical(double[] values, double[] weights) {
        return Weighted.of(values, weights);
    }

    /**
     * A measured distribution function, linear between its points.
     *
     * @param probabilities rising from 0 to 1
     * @param values the quantile at each probability, 0 or more, never falling
     */
    public static Distribution quantiles(double[] probabilities, double[] values) {
        return Quantiles.of(probabilities, values);
    }

    /**
     * Some distribution with this mean and coefficient of variation, for when no more is known: deterministic for cv 0,
     * gamma below 1, exponential for 1, hyper-exponential with balanced means above 1.
     *
     * @param mean 0 or more; a mean of 0 needs cv 0
     * @param cv from 0 to 1,000
     */
    public static Distribution ofMeanAndCv(double mean, double cv) {
        if (Require.notNegative("cv", cv) == 0) {
            return deterministic(Require.notNegative("mean", mean));
        } else if (cv < 1) {
            return gamma(1 / square(cv), Require.positive("mean", mean) * square(cv));
        }
        return cv == 1 ? exponential(mean) : hyperExponential(mean, cv);
    }

    /**
     * Amounts of {@code distribution}, each times {@code factor}.
     *
     * @param factor above 0
     */
    public static Distribution scaled(Distribution distribution, double factor) {
        return new Scaled(distribution, Require.positive("factor", factor));
    }

    private static double square(double x) {
        return x * x;
    }

    private record Deterministic(double mean) implements Distribution {
        @Override
        public Sampler bind(RandomStream stream) {
            return () -> mean;
        }

        @Override
        public double variance() {
            return 0;
        }
    }

    private record Scaled(Distribution distribution, double factor) implements Distribution {
        @Override
        public Sampler bind(RandomStream stream) {
            Sampler sampler = distribution.bind(stream);
            return () -> sampler.next() * factor;
        }

        @Override
        public double mean() {
            return distribution.mean() * factor;
        }

        @Override
        public double variance() {
            return distribution.variance() * square(factor);
        }
    }

    /** Mean, variance and sampling method are those of Commons Statistics. */
    private record Continuous(ContinuousDistribution distribution) implements Distribution {
        @Override
        public Sampler bind(RandomStream stream) {
            return distribution.createSampler(stream.generator())::sample;
        }

        @Override
        public double mean() {
            return distribution.getMean();
        }

        @Override
        public double variance() {
            return distribution.getVariance();
        }
    }

    /** Sampled by rejection, which takes two tries at most on average; Commons Statistics 1.2 gives a wrong mean. */
    private record TruncatedNormal(double untruncatedMean, double standardDeviation) implements Distribution {
        @Override
        public Sampler bind(RandomStream stream) {
            return () -> {
                double value;
                do {
                    value = untruncatedMean + standardDeviation * stream.nextGaussian();
                } while (value < 0);
                return value;
            };
        }

        @Override
        public double mean() {
            return exact().getMean();
        }

        @Override
        public double variance() {
            return exact().getVariance();
        }

        private ContinuousDistribution exact() {
            return TruncatedNormalDistribution.of(untruncatedMean, standardDeviation, 0, Double.POSITIVE_INFINITY);
        }
    }

    private record HyperExponential(double probability, double firstMean, double secondMean) implements Distribution {
        @Override
        public Sampler bind(RandomStream stream) {
            return () -> (stream.nextDouble() < probability ? firstMean : secondMean) * stream.nextExponential();
        }

        @Override
        public double mean() {
            return probability * firstMean + (1 - probability) * secondMean;
        }

        @Override
        public double variance() {
            double secondMoment = 2 * (probability * square(firstMean) + (1 - probability) * square(secondMean));
            return secondMoment - square(mean());
        }
    }
}
