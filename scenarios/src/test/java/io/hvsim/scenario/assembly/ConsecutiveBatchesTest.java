// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsecutiveBatchesTest {

    private static String queue(String rate, String run) {
        return """
                title: theory
                host: {extends: ideal, cores-per-socket: 1}
                hypervisor: bare-metal
                vms: {vm: {guest: ideal, workload: ideal-service, load: {open: {rate: %s, arrivals: poisson}}}}
                run: {warmup: 2 s, seed: 4, %s}
                """.formatted(rate, run);
    }

    private static ExperimentResult run(String scenario, int threads) throws Exception {
        return new ScenarioRun(Scenario.parse(scenario, "test.yaml", List.of()))
                .run(new Experiment(threads, Progress.SILENT));
    }

    private static MetricSummary metric(ExperimentResult result, String name) {
        return result.points().get(0).metric("vm", name).orElseThrow();
    }

    @Test
    void batchesAreTheParts() throws Exception {
        ExperimentResult batches = run(queue("500/s", "duration: 5 s, replications: 8, batch-means: true"), 1);
        ScenarioSpec whole = Runs.spec(queue("500/s", "duration: 40 s, replications: 1"));
        RunResult one = HostSimulation.run(Assembler.plan(whole, 0, 2_000_000_000L));
        assertThat(metric(batches, "throughput").mean()).isCloseTo(Runs.value(one, "throughput"), within(1e-9));
        assertThat(batches.points().get(0).replications())
                .extracting(RunResult::warmupNs)
                .startsWith(2_000_000_000L, 7_000_000_000L)
                .hasSize(8);
        assertThat(batches.points().get(0).replications().stream()
                        .mapToLong(RunResult::events)
                        .sum())
                .isEqualTo(one.events());
    }

    @Test
    void anyNumberOfThreadsGivesTheSame() throws Exception {
        String scenario = queue("700/s", "duration: 1 s, replications: 20, batch-means: true");
        assertThat(run(scenario, 3).points().get(0).metrics())
                .isEqualTo(run(scenario, 1).points().get(0).metrics());
    }

    /** Mean 1 / (1000 - 500) s; batches of 20 s are 250 relaxation times. */
    @Test
    void intervalOfLongBatchesHoldsTheTruth() throws Exception {
        ExperimentResult result = run(queue("500/s", "duration: 20 s, replications: 20, batch-means: true"), 2);
        assertThat(0.002)
                .isBetween(
                        metric(result, "latency.mean").ciLow(),
                        metric(result, "latency.mean").ciHigh());
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void correlatedBatchesAreSaidToBe() throws Exception {
        ExperimentResult result = run(queue("950/s", "duration: 200 ms, replications: 60, batch-means: true"), 1);
        assertThat(result.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("mean latencies of vm in one batch and the next are correlated (0.")
                        .endsWith("intervals are too narrow; make the duration longer"));
    }

    @Test
    void moreBatchesAreAddedUntilThePrecisionIsReached() throws Exception {
        ExperimentResult result = run(
                queue(
                        "500/s",
                        "duration: 5 s, replications: 2, batch-means: true, precision: {metric: vm.latency.mean, relative: 2 %}"),
                2);
        assertThat(result.points().get(0).precisionReached()).isTrue();
        assertThat(result.points().get(0).replications()).hasSizeGreaterThan(4);
    }

    @Test
    void runsWithAnEndOfTheirOwnHaveNoBatches() {
        assertThatThrownBy(() -> Scenario.parse(
                        queue("500/s", "batch-means: true, until: done")
                                .replace("open: {rate: 500/s, arrivals: poisson}", "batch: {jobs: 5}")
                                .replace("warmup: 2 s, ", ""),
                        "test.yaml",
                        List.of()))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("batch means of a run with an end of its own");
    }
}
