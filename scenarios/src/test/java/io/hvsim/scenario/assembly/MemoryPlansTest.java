// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.hypervisor.RunPlan;
import io.hvsim.model.memory.MigrationPlan;
import io.hvsim.model.memory.PageUse;
import io.hvsim.model.memory.ReclamationPolicy;
import io.hvsim.scenario.Texts;
import org.junit.jupiter.api.Test;

/** What scenarios say of memory as the model gets it. */
class MemoryPlansTest {
    private static final String USE = "workload: static-web\n    memory-use: {set: 64 MiB, dirtied: 40.96 MB/s}\n";

    private static RunPlan plan(String text) {
        return Assembler.plan(Texts.scenario(text).first(), 0, 0);
    }

    private static MigrationPlan migration(String how) {
        String text = Texts.WEB.replace("workload: static-web\n", USE + "    migration: {at: 1 s, " + how + "}\n");
        return plan(text).groups().get(0).memory().migration();
    }

    /** QEMU's 128 MiB/s hold on a faster link, and a slower link holds for QEMU. */
    @Test
    void qemuSendsNoFasterThanItsLimit() {
        assertThat(migration("policy: qemu, bandwidth: 10 Gb/s").linkBytesPerSecond())
                .isEqualTo(128.0 * (1 << 20));
        assertThat(migration("policy: qemu, bandwidth: 100 Mb/s").linkBytesPerSecond())
                .isEqualTo(12.5e6);
        assertThat(migration("policy: xen, bandwidth: 10 Gb/s").linkBytesPerSecond())
                .isEqualTo(1.25e9);
    }

    @Test
    void policiesKeepTheirRulesWhenTheyExtendOthers() {
        MigrationPlan adaptive = migration("policy: xen-2005-adaptive, bandwidth: 1 Gb/s, tracking: pml");
        assertThat(adaptive.policy().rounds()).isEqualTo(29);
        assertThat(adaptive.policy().sentLimit()).isEqualTo(3);
        assertThat(adaptive.policy().skipsRedirtied()).isTrue();
        assertThat(adaptive.policy().rate().most()).isEqualTo(62.5e6);
        assertThat(adaptive.tracking().pagesPerExit()).isEqualTo(512);
        MigrationPlan converging = migration("policy: qemu-auto-converge, bandwidth: 1 Gb/s");
        assertThat(converging.policy().downtimeNs()).isEqualTo(300_000_000);
        assertThat(converging.policy().throttle().first()).isEqualTo(0.2);
        assertThat(migration("policy: post-copy, bandwidth: 1 Gb/s").policy().rounds())
                .isZero();
    }

    @Test
    void theHotPartOfASetArrivesInPages() {
        String use =
                "workload: static-web\n    memory-use: {set: 64 MiB, dirtied: 1 MB/s, hot: {set: 4 MiB, writes: 90 %}}\n"
                        + "    migration: {at: 1 s, policy: xen, bandwidth: 1 Gb/s}\n";
        PageUse pages = plan(Texts.WEB.replace("workload: static-web\n", use))
                .groups()
                .get(0)
                .memory()
                .use();
        assertThat(pages.hot()).isEqualTo(new PageUse.Hot(1024, 0.9));
        assertThat(pages.setPages()).isEqualTo(16_384);
    }

    /** Of a VM of 512 MiB a set of 64 MiB, 16,384 pages, is written to at 10,000 pages a second. */
    @Test
    void sizesAndRatesArriveInPages() {
        String text = Texts.WEB
                .replace("workload: static-web\n", USE)
                .replace("vms:", "overcommit: {reclamation: ksm}\nvms:");
        RunPlan plan = plan(text);
        assertThat(plan.groups().get(0).memory().pages()).isEqualTo(131_072);
        assertThat(plan.groups().get(0).memory().use().setPages()).isEqualTo(16_384);
        assertThat(plan.groups().get(0).memory().use().writesPerSecond()).isCloseTo(10_000, within(1e-6));
        assertThat(plan.hostMemory().pages()).isEqualTo(524_288);
        ReclamationPolicy ksm = plan.hostMemory().policy();
        assertThat(ksm.scan().passNs(1 << 20) / 1e9).isCloseTo(210, within(0.5));
        assertThat(ksm.balloonLimit()).isZero();
        assertThat(plan(Texts.WEB).hostMemory()).isNull();
        assertThat(plan(Texts.WEB).groups().get(0).memory()).isNull();
    }
}
