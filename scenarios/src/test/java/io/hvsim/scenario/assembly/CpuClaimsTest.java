// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.RunResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits and reservations of scenarios reach the scheduler, which keeps them. */
class CpuClaimsTest {
    private static final String BUSY =
            "guest: ideal, workload: ideal-service, load: {closed: {clients: 4, think: 0 s}}";

    /** On pCPUs of 1 GHz, where a request takes 1 ms, so that throughput / 1000 is pCPUs. */
    private static RunResult run(String scheduler, int pcpus, String vms) {
        return Runs.run("""
                title: claims
                host: {extends: ideal, cores-per-socket: %d}
                hypervisor: {extends: ideal, scheduler: %s}
                vms:
                %s
                run: {warmup: 1 s, duration: 60 s, seed: 5}
                """.formatted(pcpus, scheduler, vms.indent(2)));
    }

    private static double pcpus(RunResult result, String vm) {
        return value(result, vm, "cpu.user");
    }

    private static double value(RunResult result, String vm, String metric) {
        return result.metrics().stream()
                .filter(each -> each.vm().equals(vm) && each.name().equals(metric))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "xen-credit-2007",
                "xen-credit-2009",
                "xen-credit2",
                "linux-cfs-2.6.35",
                "linux-cfs-5.x",
                "linux-eevdf-6.18y",
                "esx-2",
                "esx-3",
                "{extends: xen-credit2, granularity: core}"
            })
    void aVmGetsItsLimitAndNoMore(String scheduler) {
        RunResult result = run(scheduler, 1, "vm: {limit: 250 MHz, " + BUSY + "}");
        assertThat(pcpus(result, "vm")).isCloseTo(0.25, within(0.0025));
        assertThat(value(result, "vm", "cpu.capped")).isCloseTo(0.75, within(0.0075));
        assertThat(value(result, "vm", "cpu.ready")).isCloseTo(0, within(0.001));
    }

    @ParameterizedTest
    @ValueSource(strings = {"xen-credit-2009", "xen-credit2", "linux-cfs-5.x", "linux-eevdf-6.18y", "esx-2", "esx-3"})
    void aLimitIsOfTheWholeVmAndLeavesTheRestToOthers(String scheduler) {
        RunResult result =
                run(scheduler, 2, "vm: {vcpus: 2, limit: 600 MHz, " + BUSY + "}\nother: {vcpus: 2, " + BUSY + "}");
        assertThat(2 * pcpus(result, "vm")).isCloseTo(0.6, within(0.006));
        assertThat(2 * pcpus(result, "other")).isCloseTo(1.4, within(0.014));
    }

    @ParameterizedTest
    @CsvSource({"esx-2", "esx-3", "vsphere-5"})
    void aReservationHoldsUnderOverloadWhateverTheShares(String scheduler) {
        RunResult result = run(
                scheduler,
                1,
                "vm: {reservation: 500 MHz, shares: 1000, " + BUSY + "}\nother: {count: 4, shares: 4000, " + BUSY
                        + "}");
        assertThat(pcpus(result, "vm")).isCloseTo(0.5, within(0.01));
        assertThat(pcpus(result, "other")).isCloseTo(0.125, within(0.0025));
    }

    @Test
    void withoutReservationSharesDecide() {
        RunResult result =
                run("esx-3", 1, "vm: {shares: 1000, " + BUSY + "}\nother: {count: 4, shares: 4000, " + BUSY + "}");
        assertThat(pcpus(result, "vm")).isCloseTo(1 / 17.0, within(0.003));
    }

    /** Pool c has the 0.1 that its limit allows; a and what else is in b divide the rest 2 : 1. */
    @Test
    void poolsDivideTheHostFirst() {
        RunResult result = Runs.run(
                """
                title: pools
                host: ideal
                hypervisor: {extends: ideal, scheduler: vsphere-5}
                pools:
                  a: {shares: 2000}
                  b: {shares: 1000}
                  c: {in: b, limit: 100 MHz}
                vms:
                  one: {pool: a, %s}
                  four: {count: 4, pool: c, %s}
                  other: {pool: b, %s}
                run: {warmup: 1 s, duration: 60 s, seed: 5}
                """.formatted(BUSY, BUSY, BUSY).replace("host: ideal", "host: {extends: ideal, cores-per-socket: 1}"));
        assertThat(pcpus(result, "one")).isCloseTo(0.6, within(0.01));
        assertThat(4 * pcpus(result, "four")).isCloseTo(0.1, within(0.002));
        assertThat(pcpus(result, "other")).isCloseTo(0.3, within(0.01));
    }
}
