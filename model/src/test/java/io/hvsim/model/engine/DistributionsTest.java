// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DistributionsTest {
    private static final double SQRT_PI = Math.sqrt(Math.PI);

    /** Name, distribution, mean and variance from the textbook. */
    static Stream<Arguments> moments() {
        return Stream.of(
                arguments("exponential", Distributions.exponential(3), 3, 9),
                arguments("uniform", Distributions.uniform(2, 8), 5, 3),
                arguments("half-normal", Distributions.normal(0, 2), 4 / Math.sqrt(2 * Math.PI), 4 - 8 / Math.PI),
                arguments("normal, hardly truncated", Distributions.normal(50, 5), 50, 25),
                arguments("log-normal", Distributions.logNormal(10, 0.7), 10, 49),
                arguments("gamma, shape above 1", Distributions.gamma(4, 0.5), 2, 1),
                arguments("gamma, shape below 1", Distributions.gamma(0.25, 8), 2, 16),
                arguments("Weibull (Rayleigh)", Distributions.weibull(2, 1), SQRT_PI / 2, 1 - Math.PI / 4),
                arguments("Pareto", Distributions.pareto(3, 6), 3.6, 0.54),
                arguments("hyper-exponential", Distributions.hyperExponential(4, 2.5), 4, 100),
                arguments("hyper-exponential, phases", Distributions.hyperExponential(0.2, 10, 5), 6, 40 + 40 - 36),
                arguments("weighted", Distributions.empirical(values(1, 5, 9), values(1, 2, 1)), 5, 8),
                arguments(
                        "quantiles",
                        Distributions.quantiles(values(0, 0.5, 1), values(0, 2, 10)),
                        3.5,
                        0.5 * 4 / 3 + 0.5 * (36 + 64 / 12.0) - 3.5 * 3.5),
                arguments("cv 0.5", Distributions.ofMeanAndCv(8, 0.5), 8, 16),
                arguments("cv 1", Distributions.ofMeanAndCv(8, 1), 8, 64),
                arguments("cv 3", Distributions.ofMeanAndCv(8, 3), 8, 576));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moments")
    void meanVarianceAndCvAreThoseOfTheory(String name, Distribution distribution, double mean, double variance) {
        assertThat(distribution.mean()).isCloseTo(mean, within(1e-9 * mean));
        assertThat(distribution.variance()).isCloseTo(variance, within(1e-9 * variance));
        assertThat(distribution.cv()).isCloseTo(Math.sqrt(variance) / mean, within(1e-9));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moments")
    void samplesHaveTheMeanAndVarianceReported(String name, Distribution distribution, double mean, double variance) {
        Sampler sampler = distribution.bind(RandomStream.of(1, 0, name));
        Moments.of(sampler::next, 500_000).assertMeanAndVariance(mean, variance);
    }

    /** Name, distribution, its distribution function. */
    static Stream<Arguments> functions() {
        return Stream.of(
                function("exponential", Distributions.exponential(3), x -> 1 - Math.exp(-x / 3)),
                function("uniform", Distributions.uniform(2, 8), x -> (x - 2) / 6),
                function("gamma (Erlang 2)", Distributions.gamma(2, 3), x -> 1 - Math.exp(-x / 3) * (1 + x / 3)),
                function("Weibull", Distributions.weibull(0.5, 4), x -> 1 - Math.exp(-Math.sqrt(x / 4))),
                function("Pareto", Distributions.pareto(3, 1.5), x -> 1 - Math.pow(3 / x, 1.5)),
                function(
                        "hyper-exponential",
                        Distributions.hyperExponential(0.3, 1, 9),
                        x -> 1 - 0.3 * Math.exp(-x) - 0.7 * Math.exp(-x / 9)),
                function(
                        "quantiles",
                        Distributions.quantiles(values(0, 0.9, 1), values(0, 9, 100)),
                        x -> x < 9 ? x / 10 : 0.9 + 0.1 * (x - 9) / 91));
    }

    private static Arguments function(String name, Distribution distribution, DoubleUnaryOperator function) {
        return arguments(name, distribution, function);
    }

    /** Kolmogorov and Smirnov: the distance exceeds 1.95 / sqrt(n) with a probability of 0.1 %. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("functions")
    void samplesFollowTheDistributionFunction(String name, Distribution distribution, DoubleUnaryOperator function) {
        int count = 200_000;
        Sampler sampler = distribution.bind(RandomStream.of(2, 0, name));
        double[] sorted = Stream.generate(sampler::next)
                .limit(count)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double distance = 0;
        for (int i = 0; i < count; i++) {
            double expected = function.applyAsDouble(sorted[i]);
            distance = Math.max(distance, Math.max(expected - (double) i / count, (i + 1.0) / count - expected));
        }
        assertThat(distance).isLessThan(1.95 / Math.sqrt(count));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("moments")
    void neverGivesANegativeAmount(String name, Distribution distribution, double mean, double variance) {
        Sampler sampler = distribution.bind(RandomStream.of(3, 0, name));
        for (int i = 0; i < 100_000; i++) {
            assertThat(sampler.next() >= 0).isTrue();
        }
    }

    @Test
    void weightedValuesComeInProportionToTheirWeights() {
        Sampler sampler =
                Distributions.empirical(values(7, 3, 5), values(6, 0, 2)).bind(RandomStream.of(4, 0, "weights"));
        int sevens = 0;
        for (int i = 0; i < 100_000; i++) {
            double value = sampler.next();
            assertThat(value).isIn(7.0, 5.0);
            sevens += value == 7 ? 1 : 0;
        }
        assertThat(sevens).isBetween(75_000 - 451, 75_000 + 451); // 3.29 standard deviations
    }

    @Test
    void deterministicIsAlwaysItsValue() {
        Distribution distribution = Distributions.ofMeanAndCv(12.5, 0);
        assertThat(distribution).isEqualTo(Distributions.deterministic(12.5));
        assertThat(distribution.mean()).isEqualTo(12.5);
        assertThat(distribution.cv()).isZero();
        assertThat(distribution.bind(RandomStream.of(1, 0, "x")).next()).isEqualTo(12.5);
        assertThat(Distributions.deterministic(0).cv()).isZero();
    }

    @Test
    void truncationRaisesTheMeanOfTheNormalDistribution() {
        assertThat(Distributions.normal(1, 1).mean()).isCloseTo(1.28760, within(1e-5));
        assertThat(Distributions.normal(3, 1).mean()).isCloseTo(3, within(0.005));
    }

    @Test
    void paretoMayHaveNoFiniteMeanOrVariance() {
        assertThat(Distributions.pareto(1, 1).mean()).isInfinite();
        assertThat(Distributions.pareto(1, 2).variance()).isInfinite();
    }

    @Test
    void samplersOfDifferentStreamsDoNotDisturbEachOther() {
        Distribution shared = Distributions.gamma(0.5, 2);
        double expected = shared.bind(RandomStream.of(1, 0, "a")).next();
        Sampler a = shared.bind(RandomStream.of(1, 0, "a"));
        Sampler b = shared.bind(RandomStream.of(1, 0, "b"));
        b.next();
        assertThat(a.next()).isEqualTo(expected);
    }

    @Test
    void givenArraysAreCopied() {
        double[] values = values(1, 2);
        Distribution distribution = Distributions.empirical(values, values(1, 1));
        Arrays.fill(values, 99);
        assertThat(distribution.mean()).isEqualTo(1.5);
    }

    /** Name, distribution, and the sum of its first 10,000 samples: computed once, on JDK 17 and 25. */
    static Stream<Arguments> sums() {
        return Stream.of(
                arguments("exponential", Distributions.exponential(3), 29863.302084240397),
                arguments("uniform", Distributions.uniform(2, 8), 50059.23262165984),
                arguments("normal", Distributions.normal(1, 1), 12867.599015306529),
                arguments("log-normal", Distributions.logNormal(10, 0.7), 100399.35705228559),
                arguments("gamma", Distributions.gamma(4, 0.5), 20038.723217456165),
                arguments("weibull", Distributions.weibull(0.5, 4), 75932.29960788673),
                arguments("pareto", Distributions.pareto(3, 6), 36046.2229836964),
                arguments("hyper-exponential", Distributions.hyperExponential(4, 2.5), 39408.486782701504),
                arguments("empirical", Distributions.empirical(values(1, 5, 9), values(1, 2, 1)), 49444.0),
                arguments(
                        "quantiles", Distributions.quantiles(values(0, 0.5, 1), values(0, 2, 10)), 34745.85804200946));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sums")
    void keepsItsSamplesFromReleaseToReleaseOnEveryJdk(String name, Distribution distribution, double expected) {
        Sampler sampler = distribution.bind(RandomStream.of(1, 0, name));
        double sum = 0;
        for (int i = 0; i < 10_000; i++) {
            sum += sampler.next();
        }
        assertThat(sum).isEqualTo(expected);
    }

    /** Whole message, and the call that must fail with it. */
    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("value must be finite and 0 or more, but was -1.0", () -> Distributions.deterministic(-1)),
                mistake("mean must be finite and above 0, but was 0.0", () -> Distributions.exponential(0)),
                mistake("mean must be finite and above 0, but was NaN", () -> Distributions.exponential(Double.NaN)),
                mistake("high must be finite and above low (5.0), but was 5.0", () -> Distributions.uniform(5, 5)),
                mistake(
                        "high must be finite and above low (5.0), but was Infinity",
                        () -> Distributions.uniform(5, Double.POSITIVE_INFINITY)),
                mistake("mean must be finite and 0 or more, but was -3.0", () -> Distributions.normal(-3, 1)),
                mistake("standardDeviation must be finite and above 0, but was 0.0", () -> Distributions.normal(3, 0)),
                mistake("cv must be finite and above 0, but was -0.5", () -> Distributions.logNormal(1, -0.5)),
                mistake("shape must be finite and above 0, but was 0.0", () -> Distributions.gamma(0, 1)),
                mistake("scale must be finite and above 0, but was 0.0", () -> Distributions.weibull(1, 0)),
                mistake("minimum must be finite and above 0, but was 0.0", () -> Distributions.pareto(0, 1)),
                mistake(
                        "cv must be finite and above 1, at most 1000, but was 1.0",
                        () -> Distributions.hyperExponential(1, 1)),
                mistake(
                        "probability must be finite and between 0 and 1, but was 1.0",
                        () -> Distributions.hyperExponential(1, 1, 1)),
                mistake("cv must be finite and 0 or more, but was -1.0", () -> Distributions.ofMeanAndCv(5, -1)),
                mistake("mean must be finite and above 0, but was 0.0", () -> Distributions.ofMeanAndCv(0, 2)),
                mistake(
                        "values and weights must be equally many and at least one, but were 2 and 1",
                        () -> Distributions.empirical(values(1, 2), values(1))),
                mistake(
                        "weights[1] must be finite and 0 or more, but was -1.0",
                        () -> Distributions.empirical(values(1, 2), values(1, -1))),
                mistake(
                        "the sum of weights must be finite and above 0, but was 0.0",
                        () -> Distributions.empirical(values(1, 2), values(0, 0))),
                mistake(
                        "probabilities[0] must be finite and 0, but was 0.1",
                        () -> Distributions.quantiles(values(0.1, 1), values(1, 2))),
                mistake(
                        "probabilities[1] must be finite and 1, but was 0.9",
                        () -> Distributions.quantiles(values(0, 0.9), values(1, 2))),
                mistake(
                        "probabilities[2] must be finite and above the one before, but was 0.5",
                        () -> Distributions.quantiles(values(0, 0.5, 0.5, 1), values(1, 2, 3, 4))),
                mistake(
                        "values[1] must be finite and not below the one before, but was 1.0",
                        () -> Distributions.quantiles(values(0, 1), values(2, 1))));
    }

    private static Arguments mistake(String message, Supplier<Distribution> call) {
        return arguments(message, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void namesParameterRangeAndValueOfAMistake(String message, Supplier<Distribution> call) {
        assertThatIllegalArgumentException().isThrownBy(call::get).withMessage(message);
    }

    private static double[] values(double... values) {
        return values;
    }

    @Test
    void scalingKeepsTheFormAndTheDraws() {
        Distribution gamma = Distributions.gamma(4, 2);
        Distribution scaled = Distributions.scaled(gamma, 3);
        assertThat(scaled.mean()).isCloseTo(24, within(1e-12));
        assertThat(scaled.cv()).isCloseTo(gamma.cv(), within(1e-12));
        assertThat(scaled.bind(RandomStream.of(5, 0, "scaled")).next())
                .isEqualTo(3 * gamma.bind(RandomStream.of(5, 0, "scaled")).next());
    }
}
