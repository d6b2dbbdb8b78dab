// SPDX-License-Identifier: Apache-2.0
package io.hvsim.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both styles give the same answer, and it is that of queueing theory. */
class ExamplesTest {
    private static final int REPLICATIONS = 20;

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.8})
    void singleServerQueueIsTheSameInBothStylesToTheLastBit(double load) {
        assertThat(MM1Processes.run(load, 3_000, 7)).isEqualTo(MM1Events.run(load, 3_000, 7));
    }

    @Test
    void webServerIsTheSameInBothStylesToTheLastBit() {
        assertThat(WebServerProcesses.run(20, 2, 7)).isEqualTo(WebServerEvents.run(20, 2, 7));
    }

    /** Mean time in system = service / (1 - load): 2 ms and 5 ms. */
    @ParameterizedTest
    @CsvSource({"0.5, 2e6", "0.8, 5e6"})
    void singleServerQueueMeetsTheory(double load, double expectedMeanNs) {
        assertInside99PercentInterval(
                expectedMeanNs,
                replication -> MM1Events.run(load, 200_000, replication).meanNs());
    }

    /**
     * The machine-repair model M/M/c//N with 100 clients, 4 workers, think 1 s, service 50 ms: with n requests in the
     * server the relative probabilities are p(n) = p(n - 1) * (100 - n + 1) / (min(n, 4) * 20), and the throughput is the
     * mean of min(n, 4) * 20/s.
     */
    @Test
    void webServerMeetsTheory() {
        double weight = 1;
        double weights = 1;
        double weightedRate = 0;
        for (int n = 1; n <= 100; n++) {
            double rate = Math.min(n, 4) / 0.05;
            weight *= (100 - n + 1) / rate;
            weights += weight;
            weightedRate += weight * rate;
        }
        double expected = weightedRate / weights;
        assertThat(expected).isBetween(79.0, 80.0);
        assertInside99PercentInterval(
                expected,
                replication -> WebServerEvents.run(100, 4, replication).perSecond());
    }

    private static void assertInside99PercentInterval(double expected, IntToDoubleFunction replication) {
        double[] means =
                IntStream.range(0, REPLICATIONS).mapToDouble(replication).toArray();
        double mean = IntStream.range(0, REPLICATIONS)
                .mapToDouble(i -> means[i])
                .average()
                .orElseThrow();
        double variance = IntStream.range(0, REPLICATIONS)
                        .mapToDouble(i -> (means[i] - mean) * (means[i] - mean))
                        .sum()
                / (REPLICATIONS - 1);
        double t = TDistribution.of(REPLICATIONS - 1).inverseSurvivalProbability(0.005);
        double halfWidth = t * Math.sqrt(variance / REPLICATIONS);
        assertThat(halfWidth).as("half-width").isLessThan(0.02 * expected);
        assertThat(mean).isBetween(expected - halfWidth, expected + halfWidth);
    }
}
