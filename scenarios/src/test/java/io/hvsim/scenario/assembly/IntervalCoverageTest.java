// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.experiment.PairedDifference;
import io.hvsim.scenario.experiment.Summary;
import io.hvsim.scenario.spec.ScenarioSpec;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Intervals hold what they promise: of a thousand experiments with an M/M/1 queue, of which everything is known, about 95 %
 * have the truth in their 95 % interval, and about 5 % find a difference at the 5 % level where there is none.
 */
class IntervalCoverageTest {
    private static final int EXPERIMENTS = 1000;
    private static final int REPLICATIONS = 5;
    private static final double LEVEL = 0.95;

    private static ScenarioSpec queue(int requestsPerSecond, double seconds) {
        return Runs.spec("""
                title: theory
                host: {extends: ideal, cores-per-socket: 1}
                hypervisor: bare-metal
                vms: {vm: {guest: ideal, workload: ideal-service, load: {open: {rate: %d/s, arrivals: poisson}}}}
                run: {warmup: 0 s, duration: %s s, seed: 2009}
                """.formatted(requestsPerSecond, seconds));
    }

    /** Sojourn times of M/M/1 are exponential with mean 1 / (service rate - arrival rate). */
    @ParameterizedTest(name = "{0} requests/s of 1000/s")
    @CsvSource({"500, 5, 200", "900, 16, 2000"})
    void intervalsCoverTheTruthAsOftenAsTheySay(int rate, double seconds, int warmupMs) {
        ScenarioSpec spec = queue(rate, seconds);
        double mean = 1.0 / (1000 - rate);
        double p95 = Math.log(20) * mean;
        double[] means = new double[EXPERIMENTS * REPLICATIONS];
        double[] percentiles = new double[means.length];
        IntStream.range(0, means.length).parallel().forEach(i -> {
            RunResult run = HostSimulation.run(Assembler.plan(spec, i, warmupMs * 1_000_000L));
            means[i] = Runs.value(run, "latency.mean");
            percentiles[i] = Runs.value(run, "latency.p95");
        });
        assertThat(covering(means, mean)).as("mean").isBetween(0.93, 0.97);
        assertThat(covering(percentiles, p95)).as("p95").isBetween(0.93, 0.97);
        assertThat(rejecting(means)).as("means differ").isBetween(0.03, 0.07);
        assertThat(rejecting(percentiles)).as("p95 differ").isBetween(0.03, 0.07);
    }

    private static double[] experiment(double[] values, int number) {
        return Arrays.copyOfRange(values, number * REPLICATIONS, (number + 1) * REPLICATIONS);
    }

    private static double covering(double[] values, double truth) {
        return IntStream.range(0, EXPERIMENTS)
                        .mapToObj(number -> experiment(values, number))
                        .filter(sample ->
                                Math.abs(Arrays.stream(sample).average().orElseThrow() - truth)
                                        <= Summary.halfWidth(sample, LEVEL))
                        .count()
                / (double) EXPERIMENTS;
    }

    private static double rejecting(double[] values) {
        return IntStream.range(0, EXPERIMENTS)
                        .mapToObj(number -> PairedDifference.of(
                                experiment(values, number), experiment(values, (number + 1) % EXPERIMENTS), LEVEL))
                        .filter(difference -> difference.pValue() < 1 - LEVEL)
                        .count()
                / (double) EXPERIMENTS;
    }
}
