// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.Metric;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.junit.jupiter.api.Test;

class AntitheticPairTest {
    private static final int PAIRS = 60;

    private static PointResult run(String options) throws Exception {
        String scenario = """
                title: theory
                host: {extends: ideal, cores-per-socket: 1}
                hypervisor: bare-metal
                vms: {vm: {guest: ideal, workload: ideal-service, load: {open: {rate: 500/s, arrivals: poisson}}}}
                run: {warmup: 500 ms, duration: 10 s, seed: 4, %s}
                """.formatted(options);
        return new ScenarioRun(Scenario.parse(scenario, "test.yaml", List.of()))
                .run(new Experiment(2, Progress.SILENT))
                .points()
                .get(0);
    }

    private static double[] values(PointResult point, String metric) {
        return point.replications().stream()
                .mapToDouble(run -> Runs.value(run, metric))
                .toArray();
    }

    /** Means of the first two, the next two, and so on. */
    private static double[] pairs(double[] values) {
        return IntStream.range(0, values.length / 2)
                .mapToDouble(i -> (values[2 * i] + values[2 * i + 1]) / 2)
                .toArray();
    }

    /** A variance ratio of 60 pairs scatters by about 0.2; for the throughput a longer trial gave 0.44. */
    @Test
    void varyLessThanPairsOfRunsWithoutAnythingInCommon() throws Exception {
        PointResult antithetic = run("replications: " + PAIRS + ", antithetic: true");
        PointResult independent = run("replications: " + 2 * PAIRS);
        assertThat(StatUtils.variance(values(antithetic, "throughput")))
                .isLessThan(0.75 * StatUtils.variance(pairs(values(independent, "throughput"))));
        assertThat(StatUtils.variance(values(antithetic, "latency.mean")))
                .isLessThan(StatUtils.variance(pairs(values(independent, "latency.mean"))));
    }

    @Test
    void areMeansOfBothRunsAndPoolTheirLatencies() throws Exception {
        RunResult pair = run("replications: 2, antithetic: true").replications().get(0);
        RunResult single = run("replications: 2").replications().get(0);
        assertThat(pair.latencyCurves()).hasSize(2);
        assertThat(pair.latencyCurves().get(0).share())
                .isEqualTo(single.latencyCurves().get(0).share());
        assertThat(pair.events()).isGreaterThan(single.events());
        assertThat(pair.metrics())
                .extracting(Metric::name)
                .isEqualTo(single.metrics().stream().map(Metric::name).toList());
        double shares = pair.metrics().stream()
                .filter(metric -> metric.name()
                        .matches("cpu\\.(user|kernel|overhead|ready|costop|capped|spin|idle.*|page-in|migration)"))
                .mapToDouble(Metric::value)
                .sum();
        assertThat(shares).isCloseTo(1, within(1e-9));
    }

    @Test
    void areNoBatches() {
        assertThatThrownBy(() -> run("antithetic: true, batch-means: true"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageContaining("both antithetic and batch-means");
    }
}
