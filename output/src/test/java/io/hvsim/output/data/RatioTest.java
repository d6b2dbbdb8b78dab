// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.Spread;
import io.hvsim.output.Small;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatioTest {
    private static final String THROUGHPUT = "throughput";

    private final Ratio ratio = new Ratio(Small.result());

    /**
     * Pairs (8, 10), (9, 12), (10, 11): means 9 and 11, ratio 9/11. Residuals 8 - 90/11 = -2/11, 9 - 108/11 = -9/11,
     * 10 - 99/11 = 1. Sum of squares (4 + 81 + 121)/121 = 206/121, variance 103/121, standard error of their mean
     * sqrt(103/363), over 11. t(2) at 97.5 % is 4.302652729911275.
     */
    @Test
    void intervalIsThatOfPairedDifferencesFromTheRatio() {
        Estimate estimate = ratio.of(point(8, 9, 10), point(10, 12, 11), "web", THROUGHPUT);

        double half = 4.302652729911275 * Math.sqrt(103.0 / 363) / 11;
        assertThat(estimate.mean()).isEqualTo(9.0 / 11, within(1e-10));
        assertThat(estimate.low()).isEqualTo(9.0 / 11 - half, within(1e-9));
        assertThat(estimate.high()).isEqualTo(9.0 / 11 + half, within(1e-9));
    }

    /** Ratios 0.5, 0.75 and 1: nine tenths of the way from the 5th to the 95th percentile. */
    @Test
    void bandOfSamplesHoldsAShareOfTheirRatios() {
        ExperimentResult samples = new ExperimentResult(
                "s", "t", "", 1, 0.9, List.of(), List.of(), List.of(), List.of(), List.of(), Spread.FIGURES, List.of());
        Estimate estimate = new Ratio(samples).of(point(5, 9, 10), point(10, 12, 10), "web", THROUGHPUT);

        assertThat(estimate.mean()).isEqualTo(24.0 / 32, within(1e-9));
        assertThat(estimate.low()).isEqualTo(0.525, within(1e-9));
        assertThat(estimate.high()).isEqualTo(0.975, within(1e-9));
    }

    @Test
    void whatBothPointsShareCancels() {
        Estimate estimate = ratio.of(point(5, 50, 500), point(10, 100, 1000), "web", THROUGHPUT);

        assertThat(estimate).isEqualTo(new Estimate(0.5, 0.5, 0.5));
    }

    @Test
    void replicationsArePairedByNumberNotByPosition() {
        PointResult shuffled = with(List.of(run(2, 30), run(0, 10), run(1, 20)));

        assertThat(ratio.of(shuffled, point(10, 20, 30), "web", THROUGHPUT)).isEqualTo(new Estimate(1, 1, 1));
    }

    @Test
    void aReplicationWithoutPartnerIsLeftOut() {
        Estimate estimate = ratio.of(point(5, 6, 1000), point(10, 12), "web", THROUGHPUT);

        assertThat(estimate).isEqualTo(new Estimate(0.5, 0.5, 0.5));
    }

    @Test
    void onePairHasNoInterval() {
        Estimate estimate = ratio.of(point(5), point(10), "web", THROUGHPUT);

        assertThat(estimate.mean()).isEqualTo(0.5);
        assertThat(estimate.hasInterval()).isFalse();
    }

    @Test
    void withoutReplicationsTheMeansAreDivided() {
        PointResult ten = new PointResult(Map.of(), 0, "", true, List.of(), List.of(summary(10)), List.of());
        PointResult four = new PointResult(Map.of(), 0, "", true, List.of(), List.of(summary(4)), List.of());

        assertThat(ratio.of(ten, four, "web", THROUGHPUT).mean()).isEqualTo(2.5);
    }

    @Test
    void nothingIsAMultipleOfZero() {
        assertThat(ratio.of(point(1, 2), point(0, 0), "web", THROUGHPUT).isPresent())
                .isFalse();
    }

    private static MetricSummary summary(double mean) {
        return new MetricSummary("web", THROUGHPUT, "1/s", mean, Double.NaN, Double.NaN, 0, List.of());
    }

    private static PointResult point(double... values) {
        List<RunResult> runs = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            runs.add(run(i, values[i]));
        }
        return with(runs);
    }

    private static PointResult with(List<RunResult> runs) {
        return new PointResult(Map.of(), 0, "", true, List.of(), List.of(), runs);
    }

    private static RunResult run(int replication, double value) {
        Metric metric = new Metric("web", THROUGHPUT, "1/s", value);
        return new RunResult(replication, 0, 1, 1, List.of(metric), List.of(), List.of());
    }
}
