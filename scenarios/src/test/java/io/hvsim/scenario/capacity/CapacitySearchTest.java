// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CapacitySearchTest {
    private static final int MOST_REPLICATIONS = 20;
    private static final String RATE = "vms.vm.load.open.rate";

    private static Scenario queue(String sweep) throws ScenarioException {
        return Scenario.parse("""
                title: theory
                host: ideal
                hypervisor: bare-metal
                vms:
                  vm:
                    vcpus: 2
                    guest: ideal
                    workload: ideal-service
                    load: {open: {rate: 100/s, arrivals: poisson}}
                sweep: {%s}
                run: {warmup: 2 s, duration: 80 s, replications: 5, seed: 5}
                slo: [vm.latency.mean < 2 ms]
                """.formatted(sweep), "test.yaml", List.of());
    }

    private static CapacitySearch.Answer search(Scenario scenario, String path, boolean largest) throws Exception {
        return new CapacitySearch(
                        scenario.without(List.of(path)),
                        path,
                        scenario.labels(path),
                        largest,
                        scenario.first().slos(),
                        MOST_REPLICATIONS,
                        new Experiment(2, Progress.SILENT))
                .run();
    }

    private static double rate(Trial trial) {
        return Double.parseDouble(trial.value().replace("/s", ""));
    }

    private static void assertFinds(double rate, Threshold threshold) {
        assertThat(rate(threshold.meets().orElseThrow())).isCloseTo(rate, within(0.02 * rate));
        assertThat(rate(threshold.misses().orElseThrow()))
                .isGreaterThan(rate(threshold.meets().orElseThrow()));
        assertThat(threshold.isOrdered()).isTrue();
    }

    /** Sojourn times are exponential with mean 1 / (1000 - rate); 5 % exceed 8 ms where that is 8 ms / ln 20. */
    @Test
    void findsTheLargestRateOfAnMm1QueueByItsPercentile() throws Exception {
        Scenario scenario = queue("")
                .with(List.of("vms.vm.vcpus=1", "slo=['vm.latency.p95 < 8 ms']"))
                .along(RATE, Candidates.asRange("500/s..950/s"));
        assertFinds(
                1000 - Math.log(20) / 0.008,
                search(scenario, RATE, true).findings().get(0).threshold());
    }

    /** Mean 1 ms / (1 - rho^2) in whatever order requests are served; it is 2 ms where rho is the root of a half. */
    @Test
    void findsTheLargestRateOfAnMm2QueueByItsMean() throws Exception {
        Scenario scenario = queue("").along(RATE, Candidates.asRange("800/s..1900/s"));
        assertFinds(
                2000 * Math.sqrt(0.5),
                search(scenario, RATE, true).findings().get(0).threshold());
    }

    @Test
    void searchesAtEveryPointOfTheRestOfTheSweep() throws Exception {
        Scenario scenario = queue("vms.vm.vcpus: [1, 2], vms.vm.load.open.rate: [200/s, 700/s, 1200/s, 1500/s]");
        CapacitySearch.Answer answer = search(scenario, RATE, true);
        assertThat(answer.findings())
                .extracting(finding -> finding.labels() + " "
                        + finding.threshold().meets().orElseThrow().value())
                .containsExactly("{vms.vm.vcpus=1} 200/s", "{vms.vm.vcpus=2} 1200/s");
        assertThat(answer.result().axes()).containsExactly("vms.vm.vcpus", RATE);
    }

    @Test
    void theSmallestIsSearchedFromTheLargestDown() throws Exception {
        Scenario scenario = queue("vms.vm.vcpus: [1, 2, 3, 4]").with(List.of("vms.vm.load.open.rate=1200/s"));
        Threshold threshold =
                search(scenario, "vms.vm.vcpus", false).findings().get(0).threshold();
        assertThat(threshold.meets().orElseThrow().value()).isEqualTo("2");
        assertThat(threshold.misses().orElseThrow().value()).isEqualTo("1");
    }

    @Test
    void saysWhenNothingMeets() throws Exception {
        Scenario scenario = queue("vms.vm.load.open.rate: [1980/s, 1990/s]");
        Threshold threshold = search(scenario, RATE, true).findings().get(0).threshold();
        assertThat(threshold.meets()).isEmpty();
        assertThat(threshold.misses().orElseThrow().value()).isEqualTo("1980/s");
    }
}
