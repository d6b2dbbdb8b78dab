// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.experiment.Summary;
import io.hvsim.scenario.spec.ScenarioSpec;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Scenarios on the ideal machine of the library are textbook queues, and must agree with the textbook. */
class QueueingTheoryScenariosTest {
    private static final int REPLICATIONS = 10;

    private static String scenario(int vcpus, String rate, String guest, String workload) {
        return """
                title: theory
                host: ideal
                hypervisor: bare-metal
                vms:
                  vm:
                    vcpus: %d
                    guest: %s
                    workload: %s
                    load: {open: {rate: %s, arrivals: poisson}}
                run: {warmup: 2 s, duration: 150 s, seed: 11}
                """.formatted(vcpus, guest, workload, rate);
    }

    private static void assertMeanLatency(String scenario, double theorySeconds) {
        ScenarioSpec spec = Runs.spec(scenario);
        double[] means = IntStream.range(0, REPLICATIONS)
                .mapToObj(replication -> HostSimulation.run(Assembler.plan(spec, replication, 2_000_000_000L)))
                .mapToDouble(result -> Runs.value(result, "latency.mean"))
                .toArray();
        double mean = DoubleStream.of(means).average().orElseThrow();
        double halfWidth = Summary.halfWidth(means, 0.99);
        assertThat(theorySeconds).isBetween(mean - halfWidth, mean + halfWidth);
        assertThat(halfWidth / theorySeconds)
                .as("interval narrow enough to tell")
                .isLessThan(0.1);
    }

    /** M/M/1 at rho 0.8: s / (1 - rho) = 5 ms. */
    @Test
    void oneVcpuIsAnMm1Queue() {
        assertMeanLatency(scenario(1, "800/s", "ideal", "ideal-service"), 5e-3);
    }

    /** M/M/2 at rho 0.8: s / (1 - rho^2) = 2.78 ms. */
    @Test
    void twoVcpusAreAnMm2Queue() {
        assertMeanLatency(scenario(2, "1600/s", "ideal", "ideal-service"), 1e-3 / (1 - 0.64));
    }

    /** M/G/1 with processor sharing at rho 0.7: s / (1 - rho) = 3.33 ms, whatever the distribution. */
    @Test
    void shortTimeslicesShareTheProcessor() {
        String guest = "{extends: ideal, timeslice: 20 us}";
        String workload = "{extends: ideal-service, program: [{work: {user: {mean: 1 Mcycles, cv: 2}}}]}";
        assertMeanLatency(scenario(1, "700/s", guest, workload), 1e-3 / 0.3);
    }

    @Test
    void sharesOf2000And1000GiveTwoThirdsAndOneThird() {
        RunResult result = Runs.run("""
                title: shares
                host: {extends: ideal, cores-per-socket: 1}
                hypervisor: esx-3.5
                vms:
                  heavy: {guest: ideal, shares: 2000, workload: ideal-service, load: {closed: {clients: 1, think: 0 s}}}
                  light: {guest: ideal, shares: 1000, workload: ideal-service, load: {closed: {clients: 1, think: 0 s}}}
                run: {warmup: 0 s, duration: 60 s}
                """);
        double heavy = Runs.value(result, "throughput");
        double light = result.metrics().stream()
                .filter(metric -> metric.vm().equals("light") && metric.name().equals("throughput"))
                .findFirst()
                .orElseThrow()
                .value();
        assertThat(heavy / (heavy + light)).isCloseTo(2 / 3.0, within(0.01));
    }
}
