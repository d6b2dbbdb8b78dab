// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.RunResult;
import org.junit.jupiter.api.Test;

/** What settings of a scenario change in the model. */
class AssemblerTest {
    private static final String BODY = """
            title: test
            host: %s
            hypervisor: %s
            mitigations: %s
            vms:
              vm: {guest: linux-2.6.16, technique: hardware-assist, workload: %s}
            run: {until: done, replications: 1}
            """;
    private static final String HOST = "{extends: pentium-4-672, cpu: {extends: netburst-prescott, exit-pollution: 0, "
            + "mitigation-exit: {2018: 1 kcycles, full: 3 kcycles}}}";
    private static final String HYPERVISOR =
            "{extends: player-1.0.1, techniques: {hardware-assist: " + "{dilation: 0}}}";

    private static RunResult run(String mitigations, String workload) {
        return Runs.run(BODY.formatted(HOST, HYPERVISOR, mitigations, workload));
    }

    private static double hiddenFaultNs(String mitigations) {
        RunResult result = run(mitigations, "{extends: lmbench-page-fault, load: {batch: {jobs: 20}}}");
        return Runs.value(result, "overhead.pf-hidden") / Runs.value(result, "exits.pf-hidden") * 1e9;
    }

    @Test
    void mitigationsLengthenEachHardwareExit() {
        double cycleNs = 1 / 3.8;
        assertThat(hiddenFaultNs("2018") - hiddenFaultNs("off")).isCloseTo(1000 * cycleNs, within(0.5));
        assertThat(hiddenFaultNs("full") - hiddenFaultNs("off")).isCloseTo(3000 * cycleNs, within(0.5));
    }

    @Test
    void rangesMoveTogetherToTheCheapOrTheDearEnd() {
        String text = Runs.batch("pentium-4-672", "esx-3.5", "ubuntu-7.10", "vmi", "mmu-stress");
        double central = Runs.value(Runs.run(text), "makespan");
        assertThat(Runs.value(Runs.run(text + "figures: optimistic\n"), "makespan"))
                .isLessThan(central);
        assertThat(Runs.value(Runs.run(text + "figures: pessimistic\n"), "makespan"))
                .isGreaterThan(central);
    }

    @Test
    void backEndAndHaltPollingAreThoseOfTheHypervisor() {
        String hypervisor = "{extends: esx-3.5, back-end: {disk-request: 10 kcycles, packet: 5 kcycles}, "
                + "halt-polling: {max: 200 us, grow: 2, grow-start: 10 us, shrink: 0}}";
        String text = Runs.batch("xeon-5160", hypervisor, "ubuntu-7.10", "binary-translation", "netperf-rr");
        RunResult result = Runs.run(text);
        assertThat(Runs.value(result, "host.back-ends")).isPositive();
        assertThat(Runs.value(result, "host.polling")).isPositive();
        assertThat(Runs.value(result, "blame.p50.back-end")).isCloseTo(2 * 5000 * 0.45 / 3e9, within(0.5e-6));
    }

    @Test
    void emulatedDevicesCostMoreThanParavirtualOnes() {
        String text = Runs.batch("pentium-4-672", "esx-3.5", "ubuntu-7.10", "binary-translation", "netperf-rr");
        String emulated = text.replace("workload:", "devices: {disk-path: emulated, net-path: emulated}, workload:");
        assertThat(Runs.value(Runs.run(emulated), "makespan")).isGreaterThan(Runs.value(Runs.run(text), "makespan"));
    }
}
