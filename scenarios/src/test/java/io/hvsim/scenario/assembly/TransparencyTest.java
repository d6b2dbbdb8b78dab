// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.result.RunResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One kernel image everywhere: what takes its calls changes times and nothing else. */
class TransparencyTest {
    private static final String FREE_SITES =
            "{extends: pentium-4-2400, cpu: {extends: netburst-northwood, call-site: 0 cycles}}";

    private static RunResult run(String host, String hypervisor, String guest, String technique, String workload) {
        return Runs.run(Runs.batch(host, hypervisor, guest, technique, workload));
    }

    private static String esx(String calls) {
        return "{extends: esx-3.5, techniques: {vmi: {calls: " + calls + "}}}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"fork-wait", "kernel-compile", "oltp", "static-web"})
    void vmi4WithoutPaddingTheVmiKernelRunsOnBareMetalAsThePlainOneToTheNanosecond(String workload) {
        assertThat(run(FREE_SITES, "bare-metal", "linux-2.6.16-vmi", "native", workload)
                        .metrics())
                .isEqualTo(run(FREE_SITES, "bare-metal", "linux-2.6.16", "native", workload)
                        .metrics());
    }

    /** Each fork makes as many calls as it makes operations that have a site; each costs one call site. */
    @Test
    void vmi4PaddingIsACallSiteForEachOperationThatHasOne() {
        RunResult run = run("pentium-4-2400", "bare-metal", "linux-2.6.16-vmi", "native", "fork-wait");
        double sitesPerPage = 0.068 + 1 + 0.84 + 1 + 0.068 + 0.21;
        double sites = 235 * sitesPerPage + 1 + 2 * (1 + 5);
        double seconds = Runs.value(run, "overhead.call-site") * Runs.value(run, "makespan");
        double ticks = 250 * Runs.value(run, "makespan") * 2;
        assertThat(seconds * 2.4e9 / 29.4)
                .isCloseTo(40_000 * sites + ticks, org.assertj.core.api.Assertions.withinPercentage(0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fork-wait", "kernel-compile", "static-web"})
    void romWithoutAnyCallIsBinaryTranslationOfThePlainKernelToTheNanosecond(String workload) {
        String host = "{extends: pentium-4-672, cpu: {extends: netburst-prescott, call-site: 0 cycles}}";
        assertThat(run(host, esx("[]"), "linux-2.6.16-vmi", "vmi", workload).metrics())
                .isEqualTo(run(host, "esx-3.5", "linux-2.6.16", "binary-translation", workload)
                        .metrics());
    }

    @Test
    void partialRomPaysTheCallWhereItHasOneAndTheTrapWhereItHasNot() {
        RunResult partial = run("pentium-4-672", esx("[cr3-load, cpu-state]"), "ubuntu-7.10", "vmi", "fork-wait");
        RunResult full = run("pentium-4-672", "esx-3.5", "ubuntu-7.10", "vmi", "fork-wait");
        RunResult none = run("pentium-4-672", "esx-3.5", "ubuntu-7.10", "binary-translation", "fork-wait");
        assertThat(Runs.value(partial, "exits.pte-trace")).isPositive();
        assertThat(Runs.value(full, "exits.pte-trace")).isZero();
        assertThat(Runs.value(partial, "makespan"))
                .isBetween(Runs.value(full, "makespan"), Runs.value(none, "makespan"));
    }

    /** The image does the same work wherever it runs; only times differ. */
    @ParameterizedTest
    @ValueSource(strings = {"binary-translation", "hardware-assist", "vmi"})
    void techniquesChangeNeitherUserWorkNorKernelWorkOfAJob(String technique) {
        RunResult bare = run("pentium-4-672", "bare-metal", "ubuntu-7.10", "native", "lmbench-exec");
        RunResult virtual = run("pentium-4-672", "esx-3.5", "ubuntu-7.10", technique, "lmbench-exec");
        double ticksMore = Runs.value(virtual, "makespan") - Runs.value(bare, "makespan");
        double tickNs = 250 * ticksMore * 5000 / 3.8;
        assertThat(kernelNs(virtual) - kernelNs(bare))
                .isCloseTo(tickNs, org.assertj.core.api.Assertions.within(0.0005 * kernelNs(bare)));
    }

    private static double kernelNs(RunResult run) {
        return Runs.value(run, "cpu.kernel") * Runs.value(run, "makespan") * 1e9;
    }
}
