// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * lmbench on a paravirtual kernel and under binary translation, relative to native: the order and the bands of the ratios,
 * not their digits. Barham et al., SOSP 2003, Tables 3 to 5, for Xen and the hosted monitor of the time.
 */
class LmbenchRatiosTest {
    private static final String XEON = "xeon-2400";

    private static double native2003(String workload) {
        return Runs.makespan(XEON, "bare-metal", "linux-2.4.21", "native", workload);
    }

    private static double xen(String workload) {
        return Runs.makespan(XEON, "xen-1.0", "linux-2.4.21-xen", "xen-style", workload) / native2003(workload);
    }

    private static double hosted(String workload) {
        return Runs.makespan(XEON, "workstation-3.2", "linux-2.4.21", "binary-translation", workload)
                / native2003(workload);
    }

    /** The later kernel, and the later monitor on a later machine. */
    private static double xen3(String workload) {
        return Runs.makespan("pentium-4-2400", "xen-3.0", "linux-2.6.16-xen", "xen-style", workload)
                / Runs.makespan("pentium-4-2400", "bare-metal", "linux-2.6.16", "native", workload);
    }

    private static double player(String technique, String workload) {
        return Runs.makespan("pentium-4-672", "player-1.0.1", "linux-2.6.16", technique, workload)
                / Runs.makespan("pentium-4-672", "bare-metal", "linux-2.6.16", "native", workload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lmbench-null-call",
                "lmbench-null-io",
                "lmbench-stat",
                "lmbench-open-close",
                "lmbench-page-fault",
                "lmbench-protection-fault",
                "lmbench-fork",
                "lmbench-exec",
                "lmbench-sh-2003",
                "lmbench-mmap-2003",
                "lmbench-context-2p-0k",
                "lmbench-context-2p-64k",
                "lmbench-context-8p-64k",
                "lmbench-context-16p-64k",
            })
    void g2NativeIsNeverSlowerThanXenNorXenThanTheTranslator(String workload) {
        double paravirtual = xen(workload);
        assertThat(paravirtual).isGreaterThanOrEqualTo(1);
        assertThat(hosted(workload)).isGreaterThan(paravirtual);
    }

    @Test
    void g2NullCallIsNativeOnAParavirtualKernelAndUnderHardwareAssistOnly() {
        assertThat(xen("lmbench-null-call")).isBetween(1.0, 1.05);
        assertThat(xen3("lmbench-null-call")).isBetween(1.0, 1.05);
        assertThat(player("hardware-assist", "lmbench-null-call")).isBetween(1.0, 1.05);
        assertThat(hosted("lmbench-null-call")).isBetween(1.4, 2.0);
        assertThat(player("binary-translation", "lmbench-null-call")).isGreaterThan(2);
    }

    /** Traps of the first hardware assist make fork dearer still. */
    @Test
    void g2ForkTakesUpToTwiceNativeOnAParavirtualKernelAndFiveToTenTimesUnderATranslator() {
        assertThat(xen("lmbench-fork")).isBetween(1.5, 2.0);
        assertThat(xen3("lmbench-fork")).isBetween(1.5, 2.0);
        assertThat(hosted("lmbench-fork")).isBetween(5.0, 10.0);
        double translated = player("binary-translation", "lmbench-fork");
        assertThat(translated).isBetween(5.0, 10.0);
        assertThat(player("hardware-assist", "lmbench-fork")).isGreaterThan(translated);
    }

    /** Where the cache no longer holds the ring, filling it is what a switch costs on every platform. */
    @Test
    void g2SwitchesConvergeAsTheirWorkingSetGrows() {
        double[] paravirtual = {
            xen("lmbench-context-2p-0k"), xen("lmbench-context-2p-64k"), xen("lmbench-context-8p-64k")
        };
        double[] translated = {
            hosted("lmbench-context-2p-0k"), hosted("lmbench-context-2p-64k"), hosted("lmbench-context-8p-64k")
        };
        for (int i = 1; i < paravirtual.length; i++) {
            assertThat(paravirtual[i]).isLessThan(paravirtual[i - 1]);
            assertThat(translated[i]).isLessThan(translated[i - 1]);
        }
        assertThat(paravirtual[0]).isBetween(2.0, 3.0);
        assertThat(translated[0]).isBetween(20.0, 27.0);
        assertThat(paravirtual[2]).isBetween(1.0, 1.1);
        assertThat(translated[2]).isLessThan(2.5);
    }

    /** More rings than the monitor keeps shadows of: it is far from its worst ratio, but no longer beside the others. */
    @Test
    void g2LargestRingIsNativeOnAParavirtualKernelAndWithinThreeTimesNativeElsewhere() {
        String ring = "lmbench-context-16p-64k";
        assertThat(xen(ring)).isBetween(1.0, 1.1);
        assertThat(xen3(ring)).isBetween(1.0, 1.1);
        assertThat(hosted(ring)).isBetween(1.5, 3.0);
        assertThat(player("binary-translation", ring))
                .isBetween(1.5, 3.0)
                .isLessThan(player("binary-translation", "lmbench-context-2p-0k") / 2);
    }
}
