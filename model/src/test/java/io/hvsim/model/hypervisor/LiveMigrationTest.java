// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.memory.DirtyTracking;
import io.hvsim.model.memory.MigrationPlan;
import io.hvsim.model.memory.MigrationPolicy;
import io.hvsim.model.memory.Page;
import io.hvsim.model.memory.PageUse;
import io.hvsim.model.memory.VmMemory;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.scheduling.EsxShareScheduler;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Charge;
import io.hvsim.model.workload.Load;
import org.junit.jupiter.api.Test;

/** A VM of 1 GiB on a link of 125 MB/s, whose one vCPU computes without a break. */
class LiveMigrationTest {
    private static final long GIB = 262_144;
    private static final MigrationPolicy XEN =
            new MigrationPolicy(5, Double.POSITIVE_INFINITY, 50, 0, false, null, null, false);
    private static final MigrationPolicy POST_COPY =
            new MigrationPolicy(0, Double.POSITIVE_INFINITY, 0, 0, false, null, null, true);
    private static final DirtyTracking FREE = tracking(1_000_000, 0);
    private static final Load ALWAYS = new Load.Batch(1_000_000, 1);

    private static DirtyTracking tracking(int pagesPerExit, double ns) {
        return new DirtyTracking(pagesPerExit, new Charge(Cause.DIRTY_TRACKING, 1, ns));
    }

    private static VmMemory memory(
            double touched, double dirtied, PageUse.Pattern pattern, MigrationPolicy policy, DirtyTracking tracking) {
        PageUse use = new PageUse(GIB, touched / Page.BYTES, dirtied / Page.BYTES, pattern);
        return new VmMemory(
                GIB, use, GIB, 0, 0, new MigrationPlan(1_000_000_000, policy, 125e6, tracking, 0, 0, 100_000));
    }

    private static VmMemory swept(double dirtied, MigrationPolicy policy, DirtyTracking tracking) {
        return memory(dirtied, dirtied, PageUse.Pattern.SWEEP, policy, tracking);
    }

    /** Jobs of 1 ms, one after the other, for {@code seconds}. */
    private static RunResult busy(VmMemory memory, double seconds) {
        return Plans.on(1)
                .memory(memory)
                .measure(0, seconds)
                .vm(
                        "vm",
                        1,
                        1000,
                        Plans.freeKernel(0, 1_000_000),
                        Plans.compute(Distributions.deterministic(1e6)),
                        ALWAYS)
                .run();
    }

    /** The same as by hand, since the vCPU always runs: five rounds in 14.17 s, then 88 ms of standing still. */
    @Test
    void m4kMigrationOfABusyVmTakesTheTimeWorkedOutByHand() {
        RunResult result = busy(swept(50e6, XEN, FREE), 20);
        assertThat(Plans.value(result, "vm", "migration.rounds")).isEqualTo(5);
        assertThat(Plans.value(result, "vm", "migration.downtime")).isCloseTo(0.088, within(0.0005));
        assertThat(Plans.value(result, "vm", "migration.duration")).isCloseTo(14.17 + 0.088, within(0.01));
        assertThat(Plans.value(result, "vm", "migration.sent")).isCloseTo(1.66 * GIB * Page.BYTES, withinPercentage(1));
        assertThat(Plans.value(result, "vm", "cpu.migration")).isCloseTo(0.088 / 20, within(1e-4));
        assertThat(Plans.value(result, "vm", "latency.max"))
                .isCloseTo(Plans.value(result, "vm", "migration.downtime") + 0.001, within(1e-4));
    }

    /** A VM that does nothing dirties nothing: one round, and the rest is 0 pages. */
    @Test
    void idleVmIsSentOnce() {
        RunResult result = Plans.on(1)
                .memory(swept(50e6, XEN, FREE))
                .measure(0, 20)
                .vm(
                        "vm",
                        1,
                        1000,
                        Plans.freeKernel(0, 1_000_000),
                        Plans.compute(Distributions.deterministic(1)),
                        new Load.Idle())
                .run();
        assertThat(Plans.value(result, "vm", "migration.rounds")).isEqualTo(1);
        assertThat(Plans.value(result, "vm", "migration.downtime")).isZero();
        assertThat(Plans.value(result, "vm", "migration.duration")).isCloseTo(GIB * 4096 / 125e6, within(1e-6));
    }

    /** 50 MB/s are 12,207 pages a second: at 10 us each, a VM that pays for them runs 1 / 1.122 of the time. */
    @Test
    void writeProtectionFaultsForEachPageAndALogForEach512() {
        RunResult faults = busy(swept(50e6, XEN, tracking(1, 10_000)), 9);
        RunResult log = busy(swept(50e6, XEN, tracking(512, 10_000)), 9);
        double perSecond = 50e6 / Page.BYTES;
        double share = 1 / (1 + perSecond * 10e-6);
        assertThat(Plans.value(faults, "vm", "exits.dirty-tracking"))
                .isCloseTo(perSecond * share * 8 / 9, withinPercentage(0.1));
        assertThat(Plans.value(faults, "vm", "cpu.user")).isCloseTo((1 + 8 * share) / 9, within(1e-4));
        assertThat(Plans.value(faults, "vm", "overhead.dirty-tracking")).isCloseTo((1 - share) * 8 / 9, within(1e-4));
        double logShare = 1 / (1 + perSecond * 10e-6 / 512);
        assertThat(Plans.value(log, "vm", "exits.dirty-tracking"))
                .isCloseTo(perSecond / 512 * logShare * 8 / 9, withinPercentage(0.5));
    }

    /** The sender leaves to the next round what is dirty again: T = W/w ln(1 + w t / W) instead of t for W pages. */
    @Test
    void redirtiedPagesAreSkipped() {
        MigrationPolicy one = new MigrationPolicy(1, 9, 0, 0, true, null, null, false);
        VmMemory memory = memory(125e6, 125e6, PageUse.Pattern.RANDOM, one, FREE);
        RunResult result = busy(memory, 20);
        double once = GIB * 4096 / 125e6;
        double sent = once * Math.log(2);
        double rest = once * (1 - Math.exp(-Math.log(2)));
        assertThat(Plans.value(result, "vm", "migration.downtime")).isCloseTo(rest, withinPercentage(0.5));
        assertThat(Plans.value(result, "vm", "migration.duration")).isCloseTo(sent + rest, withinPercentage(0.5));
    }

    /**
     * All writes go to 25,600 hot pages, which are dirty when the first round is over. The second skips what is dirty again:
     * it takes T = H/w ln(1 + w t / H) = t ln 2 where sending all takes t and as much is written, which leaves half of them.
     */
    @Test
    void m4nRoundsAfterTheFirstSkipHotPagesOnly() {
        MigrationPolicy two = new MigrationPolicy(2, 9, 0, 0, true, null, null, false);
        double writes = 125e6 / Page.BYTES;
        PageUse use = new PageUse(GIB, writes, writes, PageUse.Pattern.RANDOM, new PageUse.Hot(25_600, 1));
        MigrationPlan plan = new MigrationPlan(1_000_000_000, two, 125e6, FREE, 0, 0, 100_000);
        RunResult result = busy(new VmMemory(GIB, use, GIB, 0, 0, plan), 20);
        assertThat(Plans.value(result, "vm", "migration.downtime"))
                .isCloseTo(25_600 * 4096 / 125e6 / 2, withinPercentage(2));
    }

    /** All touches miss at first: 1 touch per ms of execution, each 100 us and a page at 125 MB/s (33 us). */
    @Test
    void postCopyResumesAtOnceAndFetchesWhatIsTouched() {
        VmMemory memory = memory(1000 * Page.BYTES, 0, PageUse.Pattern.RANDOM, POST_COPY, FREE);
        RunResult result = busy(memory, 2);
        assertThat(Plans.value(result, "vm", "cpu.page-in") * 2).isCloseTo(0.1175 * 0.95, withinPercentage(8));
        RunResult whole = busy(memory, 12);
        assertThat(Plans.value(whole, "vm", "migration.downtime")).isZero();
        assertThat(Plans.value(whole, "vm", "migration.rounds")).isZero();
        assertThat(Plans.value(whole, "vm", "migration.duration")).isCloseTo(GIB * 4096 / 125e6, withinPercentage(0.1));
        assertThat(Plans.value(whole, "vm", "migration.sent")).isCloseTo(GIB * 4096.0, withinPercentage(0.1));
    }

    /** Two VMs on one pCPU: while one stands still the other has it all, whatever state its vCPU was stopped in. */
    @Test
    void stoppedVmLeavesThePcpuToOthers() {
        VmMemory memory =
                memory(0, 0, PageUse.Pattern.RANDOM, new MigrationPolicy(0, 9, 0, 0, false, null, null, false), FREE);
        for (long quantumNs : new long[] {3_000_000, 7_000_000, 400_000_000}) {
            Plans plans = Plans.on(1)
                    .scheduler(EsxShareScheduler::new, quantumNs, 0)
                    .measure(0, 9)
                    .memory(memory)
                    .vm(
                            "moved",
                            1,
                            1000,
                            Plans.freeKernel(0, 1_000_000),
                            Plans.compute(Distributions.deterministic(1e6)),
                            ALWAYS)
                    .memory(null)
                    .vm(
                            "other",
                            1,
                            1000,
                            Plans.freeKernel(0, 1_000_000),
                            Plans.compute(Distributions.deterministic(1e6)),
                            ALWAYS);
            RunResult result = plans.run();
            assertThat(Plans.value(result, "moved", "cpu.migration")).isCloseTo(8 / 9.0, within(1e-9));
            assertThat(Plans.value(result, "moved", "cpu.user")).isCloseTo(0.5 / 9, within(0.05));
            assertThat(Plans.value(result, "*", "host.utilization")).isEqualTo(1);
        }
    }

    /** A halted vCPU stays halted: nothing was kept from running until requests arrive, which then wait for the end. */
    @Test
    void haltedVcpuIsNotOfflineUntilItIsWoken() {
        MigrationPolicy atOnce = new MigrationPolicy(0, 9, 0, 0, false, null, null, false);
        RunResult result = Plans.on(1)
                .memory(memory(0, 0, PageUse.Pattern.RANDOM, atOnce, FREE))
                .measure(0, 12)
                .vm(
                        "vm",
                        1,
                        1000,
                        Plans.freeKernel(0, 1_000_000),
                        Plans.compute(Distributions.deterministic(1e6)),
                        new Load.Closed(1, Distributions.deterministic(2e9), 1))
                .run();
        double down = GIB * 4096 / 125e6;
        assertThat(Plans.value(result, "vm", "migration.downtime")).isCloseTo(down, within(1e-6));
        double first = Plans.value(result, "vm", "latency.max");
        assertThat(first).isBetween(down - 2, down + 0.01);
        assertThat(Plans.value(result, "vm", "cpu.migration") * 12).isCloseTo(first - 0.001, within(1e-3));
    }

    /** Throttled to 20 %, 30 %, ...: pages become dirty more slowly until the rest fits, and the latency shows it. */
    @Test
    void throttlingMakesAHopelessMigrationConverge() {
        MigrationPolicy qemu = new MigrationPolicy(
                Integer.MAX_VALUE, Double.POSITIVE_INFINITY, 0, 300_000_000, false, null, null, false);
        MigrationPolicy autoConverge = new MigrationPolicy(
                Integer.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                0,
                300_000_000,
                false,
                null,
                new MigrationPolicy.Throttle(0.2, 0.1, 0.99),
                false);
        assertThat(Plans.value(busy(swept(200e6, qemu, FREE), 200), "vm", "migration.completed"))
                .isZero();
        RunResult result = busy(swept(200e6, autoConverge, FREE), 200);
        assertThat(Plans.value(result, "vm", "migration.completed")).isEqualTo(1);
        assertThat(Plans.value(result, "vm", "migration.downtime")).isLessThan(0.3);
        assertThat(Plans.value(result, "vm", "cpu.migration") * 200)
                .isGreaterThan(2 * Plans.value(result, "vm", "migration.downtime"));
    }
}
