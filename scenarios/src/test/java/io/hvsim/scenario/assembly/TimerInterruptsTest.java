// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hvsim.model.guest.ActionUse;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the clock of an idle guest asks of its hypervisor. */
class TimerInterruptsTest {
    private static final int PCPUS = 4;
    private static final double CLOCK_HZ = 3e9;

    private static String idle(String guest, int hz, int vcpus, String hypervisor, String technique, String workload) {
        return """
                title: idle
                host: {extends: xeon-5160, sockets: 4}
                hypervisor: %s
                vms:
                  vm: {guest: {extends: %s, hz: %d}, vcpus: %d, technique: %s, workload: %s}
                run: {warmup: 1 s, duration: 10 s, replications: 1}
                """.formatted(hypervisor, guest, hz, vcpus, technique, workload);
    }

    private static String centos(int hz, int vcpus, String workload) {
        return idle("centos-5.4", hz, vcpus, "esx-4.0", "hardware-assist", workload);
    }

    private static double interruptsPerSecond(String scenario) {
        return Runs.value(Runs.run(scenario), "exits.external-irq");
    }

    /** VMware KB 1005802: a kernel for several CPUs asks for HZ * (vCPUs + 1), one PIT and a local APIC timer for each. */
    @ParameterizedTest
    @CsvSource({"1, 2000", "2, 3000", "4, 5000", "8, 9000"})
    void t2SmpKernelAt1000HzTakesOneTimerInterruptPerVcpuAndOneOfThePit(int vcpus, double interrupts) {
        assertThat(interruptsPerSecond(centos(1000, vcpus, "idle"))).isEqualTo(interrupts);
    }

    @Test
    void t2EndsAsManyInterruptsAsItTakes() {
        RunResult result = Runs.run(centos(1000, 4, "idle"));
        assertThat(Runs.value(result, "exits.apic-eoi")).isEqualTo(Runs.value(result, "exits.external-irq"));
    }

    @Test
    void t2UniprocessorKernelHasThePitAlone() {
        assertThat(interruptsPerSecond(idle("linux-2.6.11", 1000, 1, "esx-4.0", "hardware-assist", "idle")))
                .isEqualTo(1000);
    }

    /** A tickless idle kernel has switched to the local APIC as a one-shot clock, and stops that too. */
    @Test
    void t2TicklessKernelTakesNoTimerInterruptWhileItIdles() {
        assertThat(interruptsPerSecond(idle("linux-2.6.22", 1000, 4, "esx-4.0", "hardware-assist", "idle")))
                .isZero();
    }

    /** Its tick is one event of the hypervisor, taken and ended, whose alarm stops while it idles. */
    @Test
    void t2XenKernelHasNoPitAndNoTickWhileItIdles() {
        String scenario = idle("linux-2.6.16-xen", 100, 2, "xen-3.0", "xen-style", "idle");
        Prices prices = Prices.in(scenario);
        assertThat(prices.pricing().kernel().actions()).doesNotContainKey(KernelActions.PIT_INTERRUPT);
        assertThat(prices.action(KernelActions.TICK).count(Cause.HYPERCALL)).isEqualTo(2);
        assertThat(Runs.value(Runs.run(scenario), "exits.hypercall")).isZero();
    }

    /** VMI specification 2.0: the alarm is wired to the PIT's interrupt or to the local APIC's, so nothing ticks beside it. */
    @ParameterizedTest
    @CsvSource({"vmi, 1, 1000", "vmi, 2, 2000", "binary-translation, 1, 2000", "binary-translation, 2, 3000"})
    void t2VmiAlarmTakesThePlaceOfThePit(String technique, int vcpus, double interrupts) {
        String busy = """
                title: busy
                host: xeon-5160
                hypervisor: esx-3.5
                vms:
                  vm:
                    guest: {extends: linux-2.6.16-vmi, hz: 1000}
                    vcpus: %d
                    technique: %s
                    vmi: true
                    workload: spec-int
                    load: {batch: {jobs: 1000, workers: %d}}
                run: {warmup: 1 s, duration: 10 s, replications: 1}
                """.formatted(vcpus, technique, vcpus);
        assertThat(interruptsPerSecond(busy)).isCloseTo(interrupts, withinPercentage(0.1));
    }

    private static double hostCyclesPerSecond(int hz) {
        return Runs.value(Runs.run(centos(hz, 1, "idle-daemons")), "host.utilization") * 2 * PCPUS * CLOCK_HZ;
    }

    private static double cyclesPerTick(int fromHz, int toHz) {
        return (hostCyclesPerSecond(toHz) - hostCyclesPerSecond(fromHz)) / (toHz - fromHz);
    }

    /** An interrupt of the PIT and one of the local APIC, the way back from the halt and into the next one. */
    private static double pricePerTick() {
        Prices prices = Prices.in(centos(1000, 1, "idle-daemons"));
        Bill bill = prices.pricing()
                .bill(
                        List.of(
                                ActionUse.of(KernelActions.TICK, 1),
                                ActionUse.of(KernelActions.PIT_INTERRUPT, 1),
                                ActionUse.of(KernelActions.IDLE, 1)),
                        null);
        prices.pricing().costs().addOperations(bill, Operation.WAKE, 1, 1);
        return prices.micros(bill) * CLOCK_HZ / 1e6;
    }

    /** Whatever the rate: what an idle VM costs its host grows by the price of one tick with each tick per second. */
    @ParameterizedTest
    @CsvSource({"100, 200", "200, 500", "500, 1000", "100, 1000"})
    void t1IdleVmCostsTheHostOneTicksPriceForEachTick(int fromHz, int toHz) {
        assertThat(cyclesPerTick(fromHz, toHz)).isCloseTo(pricePerTick(), withinPercentage(0.5));
    }

    /**
     * Idle CentOS 5.4 on vSphere took 60 MHz of its host at 1000 Hz and 20 MHz at 100 Hz (virtwo blog, 2010): 44 kcycles for
     * each tick. The price of a halt is fitted to this, so the test holds the library to its own claim and no more.
     */
    @Test
    void t1SlopeIsThe44KilocyclesOfIdleCentos() {
        assertThat(cyclesPerTick(100, 1000)).isCloseTo(40e6 / 900, withinPercentage(1));
    }

    /** The second interrupt of a tick finds the vCPU awake: it costs no halt and no way back from one. */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void t1MoreVcpusAddTheirOwnTimersButNoPit(int vcpus) {
        double one = interruptsPerSecond(centos(250, 1, "idle"));
        double more = interruptsPerSecond(centos(250, vcpus, "idle"));
        assertThat(more - one).isEqualTo(250.0 * (vcpus - 1));
        assertThat(Runs.value(Runs.run(centos(250, vcpus, "idle")), "exits.hlt"))
                .isEqualTo(250.0 * vcpus);
    }
}
