// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.MetricState;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that takes 0.1 s or 0.3 s, as chance has it, and one that always takes about as long. */
class StatesOfARunTest {
    private static final String TEXT = """
            title: states
            host: {extends: ideal, clock: 1 GHz}
            hypervisor: bare-metal
            vms:
              vm:
                guest: ideal
                workload: {extends: ideal-service}
                load: {batch: {jobs: 1}}
            sweep:
              work:
                either: {vms.vm.workload.program: [{work: {user: {value: {distribution: empirical, values: [100 Mcycles, 300 Mcycles]}, assumed: "a test"}}}]}
                same: {vms.vm.workload.program: [{work: {user: {value: {mean: 100 Mcycles, cv: 0.2}, assumed: "a test"}}}]}
            run: {until: done, replications: 16}
            """;

    private static ExperimentResult run() {
        try {
            return new ScenarioRun(Scenario.parse(TEXT, "test.yaml", List.of()))
                    .run(new Experiment(2, Progress.SILENT));
        } catch (ScenarioException | InterruptedException wrong) {
            throw new AssertionError(wrong);
        }
    }

    private static List<MetricState> states(ExperimentResult result, int point) {
        return result.points().get(point).metric("vm", "makespan").orElseThrow().states();
    }

    @Test
    void statesAreReportedWithTheirFrequencies() {
        ExperimentResult result = run();
        List<MetricState> states = states(result, 0);
        assertThat(states).hasSize(2);
        assertThat(states.get(0).mean()).isCloseTo(0.1, within(1e-6));
        assertThat(states.get(1).mean()).isCloseTo(0.3, within(1e-6));
        assertThat(states.get(0).replications()).isBetween(2, 14);
        assertThat(states.get(0).replications() + states.get(1).replications()).isEqualTo(16);
        assertThat(states(result, 1)).isEmpty();
    }

    @Test
    void userIsToldThatTheMeanDescribesNone() {
        assertThat(run().warnings())
                .filteredOn(each -> each.contains("makespan"))
                .singleElement()
                .asString()
                .startsWith(
                        "vm.makespan at work either falls into 2 states, which its mean does not describe: 0.1000 s in ");
    }
}
