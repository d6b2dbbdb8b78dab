// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.guest.ActionUse;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.Cause;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Guests of guest hypervisors, guests hidden from their hypervisor, and guests with a part of an interface. */
class NestedAndConfidentialTest {
    private static final String TDX = Runs.batch("xeon-tdx", "kvm-6.16", "linux-5.19", "tdx", "static-web");

    /** Kernel actions that leave a guest under nested paging. */
    private static final List<ActionUse> LEAVING = Stream.of("disk-request", "disk-interrupt", "tick", "wake-remote")
            .map(action -> ActionUse.of(action, 1))
            .toList();

    private static Bill leaving(Prices prices) {
        return prices.pricing().bill(LEAVING, null);
    }

    private static Bill bill(String host, String hypervisor, String technique) {
        return leaving(Prices.of(host, hypervisor, "linux-4.0", technique, "oltp"));
    }

    private static double overhead(String technique) {
        return bill("xeon-8160", "kvm-5.6", technique).overheadCycles();
    }

    private static String errors(String text) {
        try {
            Scenario.parse(text, "test.yaml", List.of());
            return "";
        } catch (ScenarioException wrong) {
            return wrong.render();
        }
    }

    @Test
    void eachHelpOfTheCpuOrTheHypervisorMakesNestingCheaper() {
        assertThat(overhead("nested-paging")).isLessThan(overhead("nested-enlightened-vmcs"));
        assertThat(overhead("nested-enlightened-vmcs")).isLessThan(overhead("nested-vmcs-shadowing"));
        assertThat(overhead("nested-vmcs-shadowing")).isLessThan(overhead("nested-virtualization"));
    }

    @Test
    void nestingLeavesTheGuestsGuestsOwnExitsAsTheyAre() {
        Bill plain = bill("xeon-8160", "kvm-5.6", "nested-paging");
        Bill nested = bill("xeon-8160", "kvm-5.6", "nested-vmcs-shadowing");
        assertThat(plain.count(Cause.NESTED_EXIT)).isZero();
        for (Cause cause : Cause.values()) {
            if (cause != Cause.NESTED_EXIT && cause != Cause.POLLUTION) {
                assertThat(nested.cycles(cause)).as(cause.label()).isEqualTo(plain.cycles(cause));
            }
        }
    }

    /** Every exit brings one trap and one more to enter the guest again. */
    @Test
    void shadowingLeavesTwoExitsOfTheGuestHypervisorForEachOfItsGuest() {
        Bill nested = bill("xeon-8160", "kvm-5.6", "nested-vmcs-shadowing");
        double exits = 0;
        for (Cause cause : Cause.values()) {
            boolean exit = cause.kind() == Cause.Kind.EXIT && cause != Cause.NESTED_EXIT;
            exits += exit ? nested.count(cause) : 0;
        }
        assertThat(exits).isPositive();
        assertThat(nested.count(Cause.NESTED_EXIT)).isCloseTo(2 * exits, within(1e-9));
    }

    @Test
    void shadowOfTheControlStructureNeedsItsCpuFeature() {
        assertThat(errors(Runs.batch("xeon-e5-2450", "kvm-5.6", "linux-4.0", "nested-vmcs-shadowing", "oltp")))
                .contains("the CPU of host 'xeon-e5-2450' lacks vt-x with ept with vmcs-shadowing");
    }

    @Test
    void nestedGuestsOnArmNeedACpuThatCanTrapForThem() {
        assertThat(errors(Runs.batch("m400", "kvm-arm-2017", "linux-4.0", "nested-neve", "oltp")))
                .contains("lacks el2 with stage-2 with nv2");
    }

    @Test
    void confidentialGuestCopiesWhatItSendsAndReceives() {
        String send = TDX.replace("workload: static-web", "workload: netperf-stream");
        double copying = Runs.value(Runs.run(send), "overhead.bounce");
        double plain =
                Runs.value(Runs.run(send.replace("technique: tdx", "technique: nested-paging")), "overhead.bounce");
        assertThat(copying).isPositive();
        assertThat(plain).isZero();
    }

    @Test
    void confidentialGuestNeedsAKernelThatKnowsItself() {
        assertThat(errors(TDX.replace("linux-5.19", "linux-4.0"))).contains("guest 'linux-4.0' does not speak tdx");
    }

    @Test
    void confidentialGuestHasNoEmulatedDevices() {
        String emulated = TDX.replace("technique: tdx", "technique: tdx, devices: {net-path: emulated}");
        assertThat(errors(emulated))
                .contains("a confidential guest (technique 'tdx') has no emulated devices")
                .contains("write disk-path and net-path: paravirtual");
        assertThat(errors(emulated.replace("technique: tdx", "technique: nested-paging")))
                .isEmpty();
    }

    private static List<String> warnings(String text) throws ScenarioException, InterruptedException {
        Scenario scenario = Scenario.parse(text, "test.yaml", List.of());
        ExperimentResult result = new ScenarioRun(scenario).run(new Experiment(1, Progress.SILENT));
        return result.warnings();
    }

    @Test
    void runThatRestsOnAssumedPricesOfConfidentialGuestsSaysSo() throws Exception {
        assertThat(warnings(TDX))
                .anySatisfy(warning -> assertThat(warning)
                        .contains("figures of technique tdx on kvm-6.16 are assumed, for want of published ones"));
    }

    @Test
    void runThatRestsOnAssumedCountsOfNestedGuestsSaysSo() throws Exception {
        String nested = Runs.batch("xeon-8160", "kvm-5.6", "linux-4.0", "nested-vmcs-shadowing", "test-hypercall")
                .replace("linux-4.0", "unit-tests");
        assertThat(warnings(nested))
                .containsExactly(
                        "2 of the 6 figures by which technique nested-vmcs-shadowing on kvm-5.6 differs from an"
                                + " ordinary VM are assumed, for want of published ones; sweep figures: [central, optimistic,"
                                + " pessimistic] for the band that their ranges leave");
    }

    private static Prices withFeatures(String features) {
        return Prices.in(Runs.batch("xeon-8160", "kvm-5.6", "linux-4.0", "kvm-guest", "oltp")
                .replace("technique:", "features: " + features + ", technique:"));
    }

    @Test
    void eachFeatureOfTheGuestInterfaceWorksAlone() {
        Prices none = withFeatures("[]");
        Prices eoi = withFeatures("[pv-eoi]");
        Prices clock = withFeatures("[kvm-clock]");
        assertThat(none.action("tick").count(Cause.APIC_EOI)).isPositive();
        assertThat(eoi.action("tick").count(Cause.APIC_EOI)).isZero();
        assertThat(clock.action("tick").count(Cause.APIC_EOI)).isPositive();
        assertThat(none.action("clock-read").count(Cause.IO_USER)).isEqualTo(1);
        assertThat(eoi.action("clock-read").count(Cause.IO_USER)).isEqualTo(1);
        assertThat(clock.action("clock-read").count(Cause.IO_USER)).isZero();
    }

    @Test
    void withoutAnyFeatureTheInterfaceCostsWhatNestedPagingCosts() {
        Prices plain = Prices.of("xeon-8160", "kvm-5.6", "linux-4.0", "nested-paging", "oltp");
        assertThat(leaving(withFeatures("[]")).overheadCycles())
                .isCloseTo(leaving(plain).overheadCycles(), within(1e-6));
    }

    @Test
    void allFeaturesTogetherAreTheWholeInterface() {
        Prices whole = Prices.of("xeon-8160", "kvm-5.6", "linux-4.0", "kvm-guest", "oltp");
        assertThat(leaving(withFeatures("[kvm-clock, pv-eoi, pv-ipi]")).overheadCycles())
                .isEqualTo(leaving(whole).overheadCycles());
    }

    @Test
    void featureThatTheHypervisorDoesNotOfferIsRefused() {
        String text = Runs.batch("xeon-e5-2450", "kvm-4.0", "linux-4.0", "kvm-guest", "oltp");
        assertThat(errors(text.replace("technique:", "features: [pv-ipi], technique:")))
                .contains("technique 'kvm-guest' on hypervisor 'kvm-4.0' has no feature 'pv-ipi'")
                .contains("did you mean 'pv-eoi'?");
        assertThat(errors(text.replace("kvm-guest", "nested-paging")
                        .replace("technique:", "features: [pv-eoi], technique:")))
                .contains("it has none; leave features out");
    }

    @Test
    void eventChannelsSaveAnUnmodifiedGuestOnXenItsEndsOfInterrupt() {
        Prices unmodified = Prices.of("xeon-e5-2450", "xen-4.5", "linux-4.0-xen", "nested-paging", "oltp");
        Prices pvhvm = Prices.of("xeon-e5-2450", "xen-4.5", "linux-4.0-xen", "auto", "oltp");
        assertThat(unmodified.action("tick").count(Cause.APIC_EOI)).isPositive();
        assertThat(pvhvm.action("tick").count(Cause.APIC_EOI)).isZero();
        assertThat(leaving(pvhvm).overheadCycles())
                .isLessThan(leaving(unmodified).overheadCycles());
    }

    /** Mitigations lengthen the exit and the way to user space each by a figure of its own. */
    @Test
    void mitigationsOnTheWayToUserSpaceAreNotPaidByExitsServedInTheKernel() {
        String off = Runs.batch("xeon-8160", "kvm-5.6", "unit-tests", "nested-paging", "test-user-exit");
        String full = off.replace("hypervisor:", "mitigations: full\nhypervisor:");
        double user = Prices.in(full).job().cycles(Cause.IO_USER)
                - Prices.in(off).job().cycles(Cause.IO_USER);
        double kernel = Prices.in(full.replace("test-user-exit", "test-kick"))
                        .job()
                        .cycles(Cause.IO_KERNEL)
                - Prices.in(off.replace("test-user-exit", "test-kick")).job().cycles(Cause.IO_KERNEL);
        assertThat(kernel).isCloseTo(1000 * 2672.0, within(1.0));
        assertThat(user).isCloseTo(1000 * (2672.0 + 14_430.0), within(1.0));
    }
}
