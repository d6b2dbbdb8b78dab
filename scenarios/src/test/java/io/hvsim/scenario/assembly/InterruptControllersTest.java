// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an interrupt and an IPI are made of, by the controller that the guest drives. */
class InterruptControllersTest {
    private static final double ROUND_TRIP = 676;
    private static final double POLLUTION = 0.29;
    private static final double TRAP_SCALE = 0.33;

    private static String vm(String hypervisor, String technique, String controller, String guest, String workload) {
        return """
                title: interrupts
                host: xeon-8160
                hypervisor: %s
                vms:
                  vm:
                    guest: %s
                    technique: %s
                    interrupt-controller: %s
                    workload: %s
                    load: {batch: {jobs: 1000, workers: 1}}
                run: {warmup: 1 s, duration: 10 s, replications: 1}
                """.formatted(hypervisor, guest, technique, controller, workload);
    }

    private static Bill bill(String technique, String controller, String action, String figures) {
        return Prices.in(vm("kvm-5.6", technique, controller, "linux-4.0", "netperf-rr") + "figures: " + figures + "\n")
                .action(action);
    }

    private static Bill interrupt(String technique, String controller) {
        return bill(technique, controller, KernelActions.NET_INTERRUPT, "central");
    }

    private static double exits(Bill bill) {
        double sum = 0;
        for (Cause cause : Cause.values()) {
            sum += cause.kind() == Cause.Kind.EXIT ? bill.count(cause) : 0;
        }
        return sum;
    }

    /** To bring it to a vCPU that runs, to mask and acknowledge it, and to end it. */
    @ParameterizedTest
    @CsvSource({
        "nested-paging, pic, 4, 3, 5",
        "nested-paging, xapic, 2, 2, 2",
        "nested-paging, x2apic, 2, 2, 2",
        "kvm-guest, x2apic, 1, 1, 1",
        "virtual-apic, x2apic, 1, 1, 1",
        "virtual-apic, xapic, 1, 1, 1",
        "posted-interrupts, x2apic, 0, 0, 0"
    })
    void i2ExitsOfADeviceInterruptToARunningVcpu(
            String technique, String controller, double central, double fewest, double most) {
        assertThat(exits(interrupt(technique, controller))).isEqualTo(central);
        assertThat(exits(bill(technique, controller, KernelActions.NET_INTERRUPT, "optimistic")))
                .isEqualTo(fewest);
        assertThat(exits(bill(technique, controller, KernelActions.NET_INTERRUPT, "pessimistic")))
                .isEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({
        "nested-paging, xapic, APIC_ICR, 2",
        "nested-paging, x2apic, MSR, 1",
        "virtual-apic, xapic, APIC_ICR, 1",
        "virtual-apic, x2apic, MSR, 1",
        "kvm-guest, xapic, HYPERCALL, 1",
        "kvm-guest, x2apic, HYPERCALL, 1"
    })
    void i3ExitsOfAnIpi(String technique, String controller, Cause reason, double count) {
        Bill bill = bill(technique, controller, KernelActions.WAKE_REMOTE, "central");
        assertThat(bill.count(reason)).isEqualTo(count);
        assertThat(exits(bill)).isEqualTo(count);
    }

    /** AVIC and IPI virtualization: the CPU delivers an IPI and its interrupt, and what that takes is no exit. */
    @ParameterizedTest
    @CsvSource({"xapic", "x2apic"})
    void i3IpiThatTheCpuDeliversHasNoExit(String controller) {
        String scenario = vm("kvm-6.0", "ipi-virtualization", controller, "linux-4.0", "netperf-rr")
                .replace("xeon-8160", "epyc-zen-4");
        Bill send = Prices.in(scenario).action(KernelActions.WAKE_REMOTE);
        assertThat(exits(send)).isZero();
        assertThat(send.count(Cause.POSTING)).isEqualTo(1);
        assertThat(exits(Prices.in(scenario).action(KernelActions.IPI_INTERRUPT)))
                .isZero();
    }

    /** Three port accesses, each a light exit, and the kick; nothing else. */
    @Test
    void i2PriceAtThePicIsThatOfItsExits() {
        double light = ROUND_TRIP + 1564 * TRAP_SCALE;
        double kick = ROUND_TRIP + 5000 * TRAP_SCALE;
        assertThat(interrupt("nested-paging", "pic").overheadCycles() - callSites(interrupt("nested-paging", "pic")))
                .isCloseTo((kick + 3 * light) * (1 + POLLUTION), within(1e-6));
    }

    private static double callSites(Bill bill) {
        return bill.cycles(Cause.CALL_SITE);
    }

    @Test
    void i2EachControllerOfTheTableIsAtLeastAsCheapAsTheOneBefore() {
        double[] prices = {
            interrupt("nested-paging", "pic").overheadCycles(),
            interrupt("nested-paging", "xapic").overheadCycles(),
            interrupt("nested-paging", "x2apic").overheadCycles(),
            interrupt("kvm-guest", "x2apic").overheadCycles(),
            interrupt("virtual-apic", "x2apic").overheadCycles(),
            interrupt("posted-interrupts", "x2apic").overheadCycles()
        };
        for (int i = 1; i < prices.length; i++) {
            assertThat(prices[i]).as("row %d", i).isLessThanOrEqualTo(prices[i - 1]);
        }
        assertThat(prices[1]).isLessThan(prices[0]);
        assertThat(prices[3]).isLessThan(prices[2]);
        assertThat(prices[5]).isLessThan(prices[4]);
    }

    @Test
    void decodedAccessesOfAnXapicAreDearerThanAnMsr() {
        for (String hypervisor : new String[] {"kvm-4.0", "kvm-5.6"}) {
            double xapic = ipi(hypervisor, "xapic");
            double x2apic = ipi(hypervisor, "x2apic");
            assertThat(xapic).as(hypervisor).isGreaterThan(2 * x2apic);
        }
    }

    private static double ipi(String hypervisor, String controller) {
        return Prices.in(vm(hypervisor, "nested-paging", controller, "linux-4.0", "netperf-rr"))
                .action(KernelActions.WAKE_REMOTE)
                .overheadCycles();
    }

    /** Without a local APIC there is no second timer beside the PIT. */
    @ParameterizedTest
    @CsvSource({"pic, 250", "xapic, 500"})
    void kernelAtThePicTicksByThePitAlone(String controller, double interrupts) {
        String busy = vm("kvm-5.6", "nested-paging", controller, "linux-2.6.20", "spec-int");
        assertThat(Runs.value(Runs.run(busy), "exits.external-irq")).isCloseTo(interrupts, within(1.0));
    }
}
