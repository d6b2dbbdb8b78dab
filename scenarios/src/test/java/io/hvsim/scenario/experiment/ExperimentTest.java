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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
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
                        new Metric("vm", "latency.p99", "s", 100 + 3 * (value - 100)),
                        new Metric("vm", "cpu.idle", "share", 0)),
                List.of(),
                List.of(new TimeSeries("vm", "latency.mean", "s", 10, RAMP)));
    }

    private static PointPlan plan(int replications, OptionalLong warmup, RunSpec.Precision precision) {
        RunSpec run = new RunSpec(
                warmup, OptionalLong.of(1000), replications, Optional.ofNullable(precision), false, false, 0.95, 1);
        return new PointPlan(Map.of(), List.of(), run, Spread.CHANCE, ExperimentTest::noisy);
    }

    private static PointResult run(PointPlan plan, int threads) throws InterruptedException {
        return new Experiment(threads, Progress.SILENT).run(List.of(plan)).get(0);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameResult() throws InterruptedException {
        PointPlan plan = plan(
                12,
                OptionalLong.of(0),
                new RunSpec.Precision(List.of(new RunSpec.Target("vm", "latency.mean")), 0.005, 100));
        assertThat(run(plan, 4)).isEqualTo(run(plan, 1));
    }

    @Test
    void replicationsAreAddedUntilThePrecisionIsReached() throws InterruptedException {
        PointResult result = run(
                plan(
                        2,
                        OptionalLong.of(0),
                        new RunSpec.Precision(List.of(new RunSpec.Target("vm", "latency.mean")), 0.01, 500)),
                2);
        MetricSummary mean = result.metrics().get(0);
        assertThat(result.precisionReached()).isTrue();
        assertThat((mean.ciHigh() - mean.mean()) / mean.mean()).isLessThanOrEqualTo(0.01);
        assertThat(result.replications().size()).isBetween(3, 100);
    }

    @Test
    void allMetricsHaveToBeKnownThatWell() throws InterruptedException {
        RunSpec.Target mean = new RunSpec.Target("vm", "latency.mean");
        RunSpec.Target tail = new RunSpec.Target("vm", "latency.p99");
        PointResult one = run(plan(2, OptionalLong.of(0), new RunSpec.Precision(List.of(mean), 0.01, 500)), 2);
        PointResult both = run(plan(2, OptionalLong.of(0), new RunSpec.Precision(List.of(mean, tail), 0.01, 500)), 2);
        assertThat(both.precisionReached()).isTrue();
        assertThat(both.replications())
                .hasSizeGreaterThan(4 * one.replications().size());
        assertThat(both.precision())
                .matches(
                        "vm.latency.mean is known to ±0\\.\\d+ %, vm.latency.p99 is known to ±\\S+ % after \\d+ replications;"
                                + " ±1\\.0 % was asked");
    }

    @Test
    void precisionThatIsNotReachedIsSaidSo() throws InterruptedException {
        PointResult result = run(
                plan(
                        2,
                        OptionalLong.of(0),
                        new RunSpec.Precision(List.of(new RunSpec.Target("vm", "latency.mean")), 0.00001, 6)),
                2);
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
        assertThat(result.metrics())
                .extracting(MetricSummary::name)
                .containsExactly("latency.mean", "latency.p99", "cpu.idle");
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
        RunSpec run = new RunSpec(OptionalLong.of(0), OptionalLong.of(1), 2, Optional.empty(), false, false, 0.95, 1);
        PointPlan broken = new PointPlan(Map.of("x", "1"), List.of(), run, Spread.CHANCE, (replication, warmup) -> {
            throw new IllegalStateException("accounts differ");
        });
        assertThatThrownBy(() -> run(broken, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("replication 0 of point {x=1} failed: accounts differ");
    }

    /** Counts what it runs. */
    private static PointPlan counted(PointPlan plan, Set<Integer> ran) {
        return new PointPlan(plan.axes(), plan.notes(), plan.run(), plan.spread(), (replication, warmupNs) -> {
            assertThat(ran.add(replication))
                    .as("replication " + replication + " runs once")
                    .isTrue();
            return noisy(replication, warmupNs);
        });
    }

    private static List<PointResult> run(ReplicationStore store, Shard shard, PointPlan... plans)
            throws InterruptedException {
        return new Experiment(2, Progress.SILENT, store, shard).run(List.of(plans));
    }

    @Test
    void pilotsAndReplicationsRunAtTheSiteOfTheExperimentOnly() throws InterruptedException {
        PointPlan plan = plan(3, OptionalLong.empty(), null);
        PointPlan nowhere =
                new PointPlan(plan.axes(), plan.notes(), plan.run(), plan.spread(), (replication, warmup) -> {
                    throw new IllegalStateException("run here");
                });
        List<Integer> elsewhere = Collections.synchronizedList(new ArrayList<>());
        Site site = (point, asked) -> (replication, warmupNs) -> {
            elsewhere.add(10 * point + replication);
            return noisy(replication, warmupNs);
        };
        List<PointResult> results = new Experiment(2, Progress.SILENT).at(site).run(List.of(nowhere, nowhere));
        assertThat(elsewhere).containsExactlyInAnyOrder(0, 0, 1, 2, 10, 10, 11, 12);
        assertThat(results).containsOnly(run(plan, 1));
    }

    @Test
    void whatIsThereIsNotRunAgain() throws InterruptedException {
        MemoryStore store = new MemoryStore();
        PointPlan plan = plan(5, OptionalLong.of(0), null);
        store.add(0, noisy(1, 0));
        store.add(0, noisy(3, 0));
        Set<Integer> ran = ConcurrentHashMap.newKeySet();
        assertThat(run(store, Shard.WHOLE, counted(plan, ran)).get(0)).isEqualTo(run(plan, 1));
        assertThat(ran).containsExactlyInAnyOrder(0, 2, 4);
    }

    @Test
    void moreReplicationsKeepTheFirstOnes() throws InterruptedException {
        MemoryStore store = new MemoryStore();
        run(store, Shard.WHOLE, plan(3, OptionalLong.of(0), null));
        Set<Integer> ran = ConcurrentHashMap.newKeySet();
        PointPlan more = plan(6, OptionalLong.of(0), null);
        assertThat(run(store, Shard.WHOLE, counted(more, ran)).get(0)).isEqualTo(run(more, 1));
        assertThat(ran).containsExactlyInAnyOrder(3, 4, 5);
    }

    @Test
    void aWarmupThatWasFoundIsNotLookedForAgain() throws InterruptedException {
        MemoryStore store = new MemoryStore();
        PointPlan plan = plan(2, OptionalLong.empty(), null);
        PointResult first = run(store, Shard.WHOLE, plan).get(0);
        Set<Integer> ran = ConcurrentHashMap.newKeySet();
        PointResult more = run(store, Shard.WHOLE, counted(plan(3, OptionalLong.empty(), null), ran))
                .get(0);
        assertThat(more.warmupNs()).isEqualTo(first.warmupNs());
        assertThat(ran).containsExactly(2);
    }

    @Test
    void shardsPartTheReplicationsAndTogetherAreTheWhole() throws InterruptedException {
        PointPlan[] plans = {
            plan(5, OptionalLong.of(0), null), plan(4, OptionalLong.empty(), null), plan(2, OptionalLong.of(0), null)
        };
        MemoryStore together = new MemoryStore();
        int there = 0;
        for (int number = 1; number <= 3; number++) {
            MemoryStore own = new MemoryStore();
            assertThat(run(own, new Shard(number, 3), plans)).isEmpty();
            for (int point = 0; point < plans.length; point++) {
                if (own.warmupNs(point).isPresent()) {
                    together.cut(point, own.warmupNs(point).getAsLong());
                }
                for (int replication = 0; replication < 5; replication++) {
                    if (own.has(point, replication)) {
                        assertThat(together.has(point, replication)).isFalse();
                        together.add(
                                point, noisy(replication, own.warmupNs(point).orElse(0)));
                        there++;
                    }
                }
            }
        }
        assertThat(there).isEqualTo(5 + 4 + 2);
        List<PointResult> whole = run(new MemoryStore(), Shard.WHOLE, plans);
        Set<Integer> ran = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < plans.length; i++) {
            plans[i] = counted(plans[i], ran);
        }
        assertThat(run(together, Shard.WHOLE, plans)).isEqualTo(whole);
        assertThat(ran).isEmpty();
    }

    @Test
    void aPointWithAPrecisionStaysInOneShard() throws InterruptedException {
        PointPlan precise = plan(
                2,
                OptionalLong.of(0),
                new RunSpec.Precision(List.of(new RunSpec.Target("vm", "latency.mean")), 0.01, 500));
        MemoryStore first = new MemoryStore();
        MemoryStore second = new MemoryStore();
        run(first, new Shard(1, 2), precise, precise);
        run(second, new Shard(2, 2), precise, precise);
        int needed = run(precise, 1).replications().size();
        assertThat(first.has(0, needed - 1)).isTrue();
        assertThat(first.has(1, 0)).isFalse();
        assertThat(second.has(0, 0)).isFalse();
        assertThat(second.has(1, needed - 1)).isTrue();
    }

    @Test
    void manyReplicationsAreSummarizedAsFewAre() {
        RunResult one = noisy(0, 0);
        List<RunResult> million = Collections.nCopies(5_000_000, one);
        List<MetricSummary> metrics = Summary.of(million, 0.95, Spread.CHANCE);
        assertThat(metrics).extracting(MetricSummary::name).containsExactly("latency.mean", "latency.p99", "cpu.idle");
        assertThat(metrics.get(0).mean()).isCloseTo(one.metrics().get(0).value(), within(1e-9));
    }

    @Test
    void progressCountsPointsReplicationsAndWhatWasFound() throws InterruptedException {
        MemoryStore store = new MemoryStore();
        store.add(0, noisy(0, 0));
        List<Progress.Standing> said = new ArrayList<>();
        new Experiment(1, said::add, store, Shard.WHOLE)
                .run(List.of(
                        plan(3, OptionalLong.of(0), null),
                        plan(
                                2,
                                OptionalLong.of(0),
                                new RunSpec.Precision(List.of(new RunSpec.Target("vm", "latency.mean")), 0.01, 500))));
        Progress.Standing last = said.get(said.size() - 1);
        assertThat(last.isFinished()).isTrue();
        assertThat(last.found()).isEqualTo(1);
        assertThat(last.replications()).isEqualTo(last.ofReplications()).isGreaterThan(5);
        assertThat(last.events()).isEqualTo(7L * (last.replications() - 1));
        assertThat(last.precision()).isLessThanOrEqualTo(1);
        assertThat(said.get(0).precision()).isNaN();
    }

    @Test
    void aStoreThatFailsEndsTheExperimentAsItIs() {
        MemoryStore full = new MemoryStore();
        ReplicationStore store = new ReplicationStore() {
            @Override
            public OptionalLong warmupNs(int point) {
                return full.warmupNs(point);
            }

            @Override
            public void cut(int point, long warmupNs) {
                full.cut(point, warmupNs);
            }

            @Override
            public boolean has(int point, int replication) {
                return full.has(point, replication);
            }

            @Override
            public void add(int point, RunResult run) {
                throw new UncheckedIOException(new IOException("disk full"));
            }

            @Override
            public List<RunResult> first(int point, int count) {
                return full.first(point, count);
            }
        };
        assertThatThrownBy(() -> run(store, Shard.WHOLE, plan(2, OptionalLong.of(0), null)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("disk full");
    }
}
