// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.Spread;
import io.hvsim.model.result.TimeSeries;
import io.hvsim.scenario.spec.RunSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExperimentTest {
    private static final double[] RAMP = new double[100];

    static {
        for (int i = 0; i < RAMP.length; i++) {
            RAMP[i] = Math.max(1, 20 - i) + 0.01 * (i % 3);
        }
    }

    /** A run whose metric is a noisy 100 that depends on the replication only. */
    private static RunResult noisy(int replication, long warmupNs) {
        double value = 100 + 10 * (new SplittableRandom(replication).nextDouble() - 0.5);
        return new RunResult(
                replication,
                warmupNs,
                1_000,
                7,
                List.of(
                        new Metric("vm", "latency.mean", "s", value),
                        new Metric("vm", "overhead.hlt", "share", 0),
                        new Metric("vm", "cpu.idle", "share", 0)),
                List.of(),
                List.of(new TimeSeries("vm", "latency.mean", "s", 10, RAMP)));
    }

    private static PointPlan plan(int replications, OptionalLong warmup, RunSpec.Precision precision) {
        RunSpec run = new RunSpec(warmup, OptionalLong.of(1000), replications, Optional.ofNullable(precision), 0.95, 1);
        return new PointPlan(Map.of(), List.of(), run, Spread.CHANCE, ExperimentTest::noisy);
    }

    private static PointResult run(PointPlan plan, int threads) throws InterruptedException {
        return new Experiment(threads, Progress.SILENT).run(List.of(plan)).get(0);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameResult() throws InterruptedException {
        PointPlan plan = plan(12, OptionalLong.of(0), new RunSpec.Precision("vm", "latency.mean", 0.005, 100));
        assertThat(run(plan, 4)).isEqualTo(run(plan, 1));
    }

    @Test
    void replicationsAreAddedUntilThePrecisionIsReached() throws InterruptedException {
        PointResult result =
                run(plan(2, OptionalLong.of(0), new RunSpec.Precision("vm", "latency.mean", 0.01, 500)), 2);
        MetricSummary mean = result.metrics().get(0);
        assertThat(result.precisionReached()).isTrue();
        assertThat((mean.ciHigh() - mean.mean()) / mean.mean()).isLessThanOrEqualTo(0.01);
        assertThat(result.replications().size()).isBetween(3, 100);
    }

    @Test
    void precisionThatIsNotReachedIsSaidSo() throws InterruptedException {
        PointResult result =
                run(plan(2, OptionalLong.of(0), new RunSpec.Precision("vm", "latency.mean", 0.00001, 6)), 2);
        assertThat(result.precisionReached()).isFalse();
        assertThat(result.replications()).hasSize(6);
        assertThat(result.precision()).contains("after 6 replications").endsWith("and not reached");
    }

    @Test
    void warmupIsFoundByAPilotAndCutFromEveryReplication() throws InterruptedException {
        PointResult result = run(plan(3, OptionalLong.empty(), null), 2);
        assertThat(result.warmupNs()).isBetween(150L, 250L);
        assertThat(result.replications()).allMatch(each -> each.warmupNs() == result.warmupNs());
    }

    @Test
    void partsThatAreZeroEverywhereAreLeftOutButWholesAreNot() throws InterruptedException {
        PointResult result = run(plan(2, OptionalLong.of(0), null), 1);
        assertThat(result.metrics()).extracting(MetricSummary::name).containsExactly("latency.mean", "cpu.idle");
    }

    @Test
    void oneReplicationHasNoInterval() throws InterruptedException {
        MetricSummary only = run(plan(1, OptionalLong.of(0), null), 1).metrics().get(0);
        assertThat(only.ciLow()).isNaN();
        assertThat(only.ciHigh()).isNaN();
    }

    /** Mean 5, standard deviation 1, t(0.975, 2) = 4.30265: half-width 4.30265 / sqrt(3). */
    @Test
    void halfWidthIsStudents() {
        assertThat(Summary.halfWidth(new double[] {4, 5, 6}, 0.95)).isCloseTo(2.48414, within(1e-5));
    }

    @Test
    void failureOfAReplicationNamesIt() {
        RunSpec run = new RunSpec(OptionalLong.of(0), OptionalLong.of(1), 2, Optional.empty(), 0.95, 1);
        PointPlan broken = new PointPlan(Map.of("x", "1"), List.of(), run, Spread.CHANCE, (replication, warmup) -> {
            throw new IllegalStateException("accounts differ");
        });
        assertThatThrownBy(() -> run(broken, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("replication 0 of point {x=1} failed: accounts differ");
    }
}
