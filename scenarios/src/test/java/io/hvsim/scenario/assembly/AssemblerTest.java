// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.Metric;
import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.Texts;
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
        String hypervisor =
                "{extends: esx-3.5, back-end: thread, back-ends: {thread: {disk-request: 10 kcycles, packet: 5 kcycles}}, "
                        + "halt-polling: {max: 200 us, grow: 2, grow-start: 10 us, shrink: 0}}";
        String text = Runs.batch("xeon-5160", hypervisor, "ubuntu-7.10", "binary-translation", "netperf-rr");
        RunResult result = Runs.run(text);
        assertThat(Runs.value(result, "host.back-ends")).isPositive();
        assertThat(Runs.value(result, "host.polling")).isPositive();
        assertThat(Runs.value(result, "blame.p50.back-end")).isCloseTo(2 * 5000 * 0.45 / 3e9, within(0.5e-6));
    }

    private static RunResult web(String devices) {
        String text = Runs.batch("xeon-8160", "kvm-5.6", "linux-4.0", "nested-paging", "static-web");
        return Runs.run(text.replace("workload:", "devices: " + devices + ", workload:"));
    }

    /** 8 kB are 6 packets of 1500 bytes; without them 2 of the 8 packets of a response and one segment are left. */
    @Test
    void segmentationOffloadLeavesTheBackEndFewerPackets() {
        double cut = Runs.value(web("{net: 10-gigabit, segmentation-offload: true}"), "host.back-ends");
        double whole = Runs.value(web("{net: 10-gigabit}"), "host.back-ends");
        assertThat(cut / whole).isBetween(9 / 14.0, 0.8);
    }

    @Test
    void jumboFramesAndFasterLinksShortenTheWayOfAResponse() {
        double jumbo = Runs.value(web("{net: 10-gigabit-jumbo}"), "blame.p50.network");
        double fast = Runs.value(web("{net: 40-gigabit}"), "blame.p50.network");
        double slow = Runs.value(web("{net: fast-ethernet}"), "blame.p50.network");
        assertThat(fast).isLessThan(jumbo);
        assertThat(slow).isGreaterThan(8000 * 8 / 100e6).isGreaterThan(10 * jumbo);
    }

    @Test
    void backEndOfTheVmReplacesThatOfItsHypervisor() {
        double vhost = Runs.value(web("{}"), "host.back-ends");
        assertThat(Runs.value(web("{back-end: vhost}"), "host.back-ends")).isEqualTo(vhost);
        assertThat(Runs.value(web("{back-end: user-space}"), "host.back-ends")).isGreaterThan(1.5 * vhost);
    }

    /** Sixteen requests at once come before the back end runs: by the flag, each of them kicks. */
    @Test
    void flagInPlaceOfEventIndexCostsMoreKicks() {
        String text = Runs.batch("xeon-8160", "%s", "linux-4.0", "nested-paging", "oltp")
                .replace("workload:", "vcpus: 4, devices: {disk: ssd-nvme}, workload:");
        String flag = "{extends: kvm-5.6, back-ends: {vhost: {suppression: flag}}}";
        RunResult byIndex = Runs.run(text.formatted("kvm-5.6"));
        RunResult byFlag = Runs.run(text.formatted(flag));
        assertThat(Runs.value(byFlag, "exits.io-kernel")).isGreaterThan(Runs.value(byIndex, "exits.io-kernel"));
    }

    @Test
    void namedModelReplacesTheHypervisorsOwnEmulatedDevice() {
        String own = "{disk: ssd-nvme, disk-path: emulated, net-path: emulated}";
        String text = Runs.batch("xeon-8160", "kvm-5.6", "linux-4.0", "nested-paging", "oltp")
                .replace("workload:", "devices: " + own + ", workload:");
        double hypervisors = perJob(text, "exits.io-user");
        double e1000 =
                perJob(text.replace("net-path: emulated", "net-path: emulated, net-model: e1000"), "exits.io-user");
        double ide =
                perJob(text.replace("disk-path: emulated", "disk-path: emulated, disk-model: ide"), "exits.io-user");
        // a transaction has 4 disk requests at 10 in place of 7 registers, and each interrupt 4 in place of 2
        assertThat(ide - hypervisors).isBetween(4 * 3 + 0.0, 4 * 3 + 4 * 2.0);
        // 2 packets are half a notification, at 4 in place of 7 registers
        assertThat(e1000 - hypervisors).isBetween(-1.5, -1.5 + 2);
    }

    private static double perJob(String text, String metric) {
        RunResult result = Runs.run(text);
        return Runs.value(result, metric) / Runs.value(result, "throughput");
    }

    @Test
    void emulatedDevicesCostMoreThanParavirtualOnes() {
        String text = Runs.batch("pentium-4-672", "esx-3.5", "ubuntu-7.10", "binary-translation", "netperf-rr");
        String emulated = text.replace("workload:", "devices: {disk-path: emulated, net-path: emulated}, workload:");
        assertThat(Runs.value(Runs.run(emulated), "makespan")).isGreaterThan(Runs.value(Runs.run(text), "makespan"));
    }

    @Test
    void aRunInWhichNoRequestFinishesHasTheMetricsOfTheOthers() {
        RunResult some = Runs.run(Texts.WEB);
        RunResult none = Runs.run(Texts.WEB.replace("duration: 2 s", "duration: 1 us"));
        assertThat(Runs.value(some, "throughput")).isPositive();
        assertThat(Runs.value(none, "throughput")).isZero();
        assertThat(none.metrics().stream().map(Metric::name))
                .containsExactlyElementsOf(
                        some.metrics().stream().map(Metric::name).toList());
        assertThat(Runs.value(none, "blame.p99.user")).isNaN();
    }
}
