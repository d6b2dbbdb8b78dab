// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.RunResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Page sizes of guest and host, working sets and lazily backed memory, from the scenario to the result. */
class PageWalksTest {
    private static final String BODY = """
            title: test
            host: {extends: xeon-x5570, cpu: {extends: nehalem, %s, walk-caches: {guest: 0, host: 0, nested-tlb: 0}}}
            hypervisor: {extends: esx-4.0, techniques: {nested-paging: {dilation: 0}, hardware-assist: {dilation: 0}}}
            vms:
              vm: {guest: linux-2.6.16, technique: %s, %s, workload: %s}
            run: {until: done, replications: 1}
            """;
    private static final String TLB = "tlb: {entries: 512, large-entries: 128, huge-entries: 4, walk: 30 cycles}";
    private static final String SHARES =
            "{extends: heap, page-walks: 0.10, page-walks-large: 0.01, load: {batch: {jobs: 20}}}";

    private static RunResult run(String technique, String memory, String workload) {
        return Runs.run(BODY.formatted(TLB, technique, memory, workload));
    }

    private static String set(String size) {
        return "{extends: heap, working-set: {size: " + size + ", touches: 0.01}, load: {batch: {jobs: 20}}}";
    }

    private static double dilation(RunResult result) {
        return Runs.value(result, "overhead.dilation") / Runs.value(result, "cpu.user");
    }

    private static double userTime(RunResult result) {
        return Runs.value(result, "cpu.user") * Runs.value(result, "makespan");
    }

    /** Shares of 0.10 by small and 0.01 by large pages; walks of 24, 19 and 15 references in place of 4 and 3. */
    @ParameterizedTest
    @CsvSource({
        "nested-paging, 4 KiB, 4 KiB, 0.5",
        "nested-paging, 4 KiB, 2 MiB, 0.375",
        "nested-paging, 2 MiB, 2 MiB, 0.04",
        "nested-paging, 2 MiB, 4 KiB, 0.5125",
        "hardware-assist, 4 KiB, 2 MiB, 0",
        "hardware-assist, 2 MiB, 4 KiB, 0.1"
    })
    void walksTakeTheReferencesOfBothPageSizesAndMissAsTheSmallerPageDoes(
            String technique, String guest, String host, double extra) {
        RunResult result = run(technique, "guest-pages: " + guest + ", host-pages: " + host, SHARES);
        assertThat(dilation(result)).isCloseTo(extra, within(1e-6));
    }

    @Test
    void largePagesIsShortForBothSizes() {
        assertThat(dilation(run("nested-paging", "large-pages: true", SHARES))).isCloseTo(0.04, within(1e-6));
        assertThat(dilation(run("nested-paging", "large-pages: true, guest-pages: 4 KiB", SHARES)))
                .isCloseTo(0.375, within(1e-6));
    }

    /** Half of 4 MiB is beyond 512 pages: 0.01 x 0.5 x 30 = 0.15 cycles of walks on each cycle of work. */
    @Test
    void walksOfAWorkingSetComeOnTopOfUserTimeAndNestedPagingLengthensThem() {
        RunResult without = run("nested-paging", "vmi: false", SHARES);
        RunResult with = run("nested-paging", "vmi: false", set("4 MiB"));
        assertThat(userTime(with) / userTime(without)).isCloseTo(1.15, within(1e-6));
        assertThat(dilation(with)).isCloseTo(0.15 / 1.15 * 5, within(1e-6));
    }

    /** Entries are of 4 KiB whatever the host maps by; only the walks get shorter. */
    @Test
    void largeHostPagesDoNotExtendTheReachOfSmallGuestPages() {
        assertThat(dilation(run("nested-paging", "host-pages: 1 GiB", set("4 MiB"))))
                .isCloseTo(0.15 / 1.15 * (14 / 4.0 - 1), within(1e-6));
        assertThat(dilation(run("nested-paging", "guest-pages: 1 GiB, host-pages: 1 GiB", set("4 MiB"))))
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"4 KiB, 1024", "2 MiB, 2"})
    void lazilyBackedWorkingSetTakesOneNestedFaultForEachPageOfTheHost(String host, double faults) {
        RunResult result = run("nested-paging", "memory-backing: lazy, host-pages: " + host, set("4 MiB"));
        assertThat(Runs.value(result, "exits.nested-fault") * Runs.value(result, "makespan"))
                .isCloseTo(faults, within(1e-6));
        RunResult backed = run("nested-paging", "host-pages: " + host, set("4 MiB"));
        assertThat(Runs.value(backed, "exits.nested-fault")).isZero();
    }
}
