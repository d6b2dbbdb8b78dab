// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.memory.HostMemoryPlan;
import io.hvsim.model.memory.IdleTax;
import io.hvsim.model.memory.Page;
import io.hvsim.model.memory.PageUse;
import io.hvsim.model.memory.ReclamationPolicy;
import io.hvsim.model.memory.SharingScan;
import io.hvsim.model.memory.VmMemory;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.LockKind;
import io.hvsim.model.workload.Step;
import io.hvsim.model.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** VMs of 100,000 pages on hosts that have too little for them. Levels are 6, 4, 2 and 1 % of the host. */
class OvercommitTest {
    private static final long VM = 100_000;
    private static final double FAST = 1e9;
    private static final long MS = 1_000_000;

    private static ReclamationPolicy policy(double balloonLimit, double cache, double swapRate, SharingScan scan) {
        return new ReclamationPolicy(
                false,
                new IdleTax(0.75),
                balloonLimit,
                FAST,
                cache,
                1_000_000,
                swapRate,
                10_000,
                scan,
                100,
                1_000_000_000);
    }

    private static HostMemoryPlan host(long pages, ReclamationPolicy policy) {
        return new HostMemoryPlan(pages, policy, Distributions.deterministic(5e6), 1);
    }

    private static VmMemory memory(long set, double touches, double equalPart) {
        return new VmMemory(VM, new PageUse(set, touches, 0, PageUse.Pattern.RANDOM), VM, 0, equalPart, null);
    }

    private static Plans plans(HostMemoryPlan host, double seconds) {
        return Plans.on(4)
                .hostMemory(host)
                .disk(Plans.disk(Distributions.deterministic(5e6), 1, false))
                .measure(0, seconds);
    }

    private static Plans busy(Plans plans, String name, VmMemory memory) {
        return plans.memory(memory)
                .vm(
                        name,
                        1,
                        1000,
                        Plans.freeKernel(0, 1_000_000),
                        Plans.compute(Distributions.deterministic(1e6)),
                        new Load.Batch(1_000_000, 1));
    }

    private static double pages(RunResult result, String vm, String metric) {
        return Plans.value(result, vm, metric) / Page.BYTES;
    }

    /** 6 % of the set is swapped at once: 120 of 2,000 touches wait for 5 ms, so 1 s of execution takes 1.6 s. */
    @Test
    void m7TouchesOfSwappedPagesWaitForTheDisk() {
        RunResult result = busy(plans(host(VM, policy(0, 0, FAST, null)), 2), "vm", memory(VM, 2000, 0))
                .run();
        assertThat(Plans.value(result, "vm", "cpu.page-in")).isCloseTo(0.6 / 1.6, withinPercentage(10));
        assertThat(Plans.value(result, "vm", "memory.page-ins")).isCloseTo(120 / 1.6, withinPercentage(10));
        double brought = 2 * Plans.value(result, "vm", "memory.page-ins");
        assertThat(pages(result, "vm", "memory.swapped")).isCloseTo(6000 - brought, within(1.5));
        assertThat(pages(result, "*", "memory.free")).isCloseTo(6000 - brought, within(1.5));
        assertThat(Plans.value(result, "vm", "latency.p50")).isCloseTo(1e-3, withinPercentage(0.2));
        assertThat(Plans.value(result, "vm", "blame.p99.page-in")).isGreaterThan(4e-3);
    }

    /** What would have been swapped is compressed where it fits: twice as many pages for the same room, at 1 ms each. */
    @Test
    void m7bTouchesOfCompressedPagesAreQuicker() {
        RunResult result = busy(plans(host(VM, policy(0, 0.1, FAST, null)), 2), "vm", memory(VM, 2000, 0))
                .run();
        assertThat(Plans.value(result, "vm", "cpu.page-in")).isCloseTo(0.24 / 1.24, withinPercentage(10));
        assertThat(Plans.value(result, "vm", "memory.swapped")).isZero();
        double brought = 2 * Plans.value(result, "vm", "memory.page-ins");
        assertThat(pages(result, "vm", "memory.compressed")).isCloseTo(12_000 - brought, within(1.5));
    }

    /** The guest gives what it does not touch: nobody waits. */
    @Test
    void m8BalloonTakesWhatIsNotTouched() {
        RunResult result = busy(plans(host(60_000, policy(0.65, 0, FAST, null)), 2), "vm", memory(30_000, 2000, 0))
                .run();
        assertThat(pages(result, "vm", "memory.ballooned")).isEqualTo(43_600);
        assertThat(pages(result, "vm", "memory.swapped")).isZero();
        assertThat(Plans.value(result, "vm", "memory.page-ins")).isZero();
    }

    /** 65,000 in the balloon leave 35,000 for a set of 50,000: 30 % of the touches wait for the guest's own disk. */
    @Test
    void m8bGuestSwapsWhatTheBalloonLeavesNoRoomFor() {
        RunResult result = busy(plans(host(37_234, policy(0.65, 0, 0, null)), 2), "vm", memory(50_000, 1000, 0))
                .run();
        assertThat(pages(result, "vm", "memory.guest-swapped")).isCloseTo(15_000, within(10.0));
        assertThat(Plans.value(result, "vm", "cpu.page-in")).isCloseTo(1.5 / 2.5, withinPercentage(10));
        assertThat(Plans.value(result, "vm", "memory.double-page-ins")).isZero();
    }

    /** The host swaps too, so the guest writes out pages that the host must first bring: these take two reads. */
    @Test
    void m8cGuestAndHostSwapTheSamePages() {
        RunResult result = busy(plans(host(25_000, policy(0.65, 0, FAST, null)), 2), "vm", memory(50_000, 1000, 0))
                .run();
        double twice = Plans.value(result, "vm", "memory.double-page-ins");
        double all = Plans.value(result, "vm", "memory.page-ins");
        assertThat(twice).isPositive();
        assertThat(Plans.value(result, "vm", "cpu.page-in")).isCloseTo((all + twice) * 5e-3, withinPercentage(2));
    }

    /** Both begin with the same: what is lacking comes from the idle VM, which the other one does not notice. */
    @Test
    void m2cIdleVmPaysForTheBusyOne() {
        Plans plans = plans(host(150_000, policy(0.65, 0, FAST, null)), 2);
        busy(plans, "busy", memory(VM, 2000, 0));
        busy(plans, "idle", memory(1000, 0, 0));
        RunResult result = plans.run();
        assertThat(pages(result, "idle", "memory.ballooned")).isCloseTo(59_000, within(1.0));
        assertThat(pages(result, "busy", "memory.ballooned")).isZero();
    }

    /** 100,000 pages at 100,000 a second, each visited twice: after 1.5 s half of the 50,000 equal ones are merged. */
    @Test
    void m3bEqualPagesAreMergedInTheSecondPass() {
        SharingScan scan = new SharingScan(1000, 10_000_000, 2);
        Plans half = plans(host(VM, policy(0, 0, 0, scan)), 1.5);
        RunResult result = busy(half, "vm", memory(10_000, 0, 0.5)).run();
        assertThat(pages(result, "vm", "memory.shared")).isCloseTo(25_000, within(1.0));
        Plans all = plans(host(VM, policy(0, 0, 0, scan)), 3);
        assertThat(pages(busy(all, "vm", memory(10_000, 0, 0.5)).run(), "vm", "memory.resident"))
                .isEqualTo(50_000);
    }

    /**
     * 5,000 pages of the set are merged after 0.1 s. In a second of execution 1,000 writes to 10,000 pages find 476 of them,
     * 5,000 (1 - exp(-0.1)), of which each takes a copy of 10 us.
     */
    @Test
    void m3cWritesBreakUpSharedPages() {
        SharingScan scan = new SharingScan(1000, 1_000_000, 1);
        PageUse use = new PageUse(10_000, 1000, 1000, PageUse.Pattern.RANDOM);
        RunResult result = busy(
                        plans(host(VM, policy(0, 0, 0, scan)), 1.1), "vm", new VmMemory(VM, use, VM, 0, 0.5, null))
                .run();
        double broken = 1.1 * Plans.value(result, "vm", "exits.copy-on-write");
        assertThat(broken).isCloseTo(5000 * (1 - Math.exp(-0.1)), withinPercentage(1));
        assertThat(1.1 * Plans.value(result, "vm", "overhead.copy-on-write"))
                .isCloseTo(broken * 10e-6, withinPercentage(0.1));
        assertThat(pages(result, "vm", "memory.shared")).isCloseTo(50_000 - broken, within(2.0));
    }

    /** Up to its memory of 100,000 at 20,000 a second, while the host has 95,000: it ends in the state soft. */
    @Test
    void m9MemoryGrowsUntilTheHostReclaims() {
        VmMemory growing = new VmMemory(VM, new PageUse(1000, 0, 0, PageUse.Pattern.RANDOM), 50_000, 20_000, 0, null);
        HostMemoryPlan host = host(95_000, policy(0.65, 0, FAST, null));
        assertThat(pages(busy(plans(host, 1), "vm", growing).run(), "vm", "memory.ballooned"))
                .isZero();
        RunResult end = busy(plans(host, 4), "vm", growing).run();
        assertThat(pages(end, "vm", "memory.resident")).isBetween(95_000 * 0.94 - 1, 95_000 * 0.96 + 1);
        assertThat(pages(end, "vm", "memory.ballooned")).isBetween(8_000.0, 11_000.0);
    }

    /** Reads of one page each wait their turn: 5, 10 and, of a second disk with two places, 5, 5 and 10 ms. */
    @Test
    void swapDiskServesInOrder() {
        for (int parallel = 1; parallel <= 2; parallel++) {
            Simulation simulation = new Simulation();
            SwapDisk disk = new SwapDisk(simulation, () -> 5e6, parallel);
            List<Long> done = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                disk.read(() -> done.add(simulation.now()));
            }
            simulation.run();
            assertThat(done)
                    .isEqualTo(
                            parallel == 1
                                    ? List.of(5_000_000L, 10_000_000L, 15_000_000L)
                                    : List.of(5_000_000L, 5_000_000L, 10_000_000L));
        }
    }

    /**
     * A waiter for a spinlock exits after each 10 ms and spends 30 ms in the handler, which the host's look at its memory
     * at 100 ms neither cuts short nor lengthens: the lock is free at 150 ms, in the fourth handler.
     */
    @Test
    void handlerOfAPauseLoopExitGoesOnWhenTheHostReclaims() {
        PauseLoops loops = new PauseLoops(
                10 * MS,
                Long.MAX_VALUE,
                1,
                10 * MS,
                30 * MS,
                0,
                0,
                0,
                0,
                0,
                false,
                false,
                false,
                false,
                false,
                false,
                false);
        Step section = new Step.Locked(
                "lock", LockKind.SPIN, List.of(new Step.Work(Distributions.deterministic(150 * MS), List.of())));
        RunResult result = Plans.on(2)
                .hostMemory(host(10 * VM, policy(0, 0, FAST, null)))
                .pauseLoops(loops)
                .memory(memory(VM, 0, 0))
                .measure(0, -1)
                .vm(
                        "vm",
                        2,
                        1000,
                        Plans.freeKernel(0, 1_000 * MS),
                        new Workload("locked", null, List.of(section)),
                        new Load.Batch(2, 2))
                .run();
        double seconds = result.measuredNs() / 1e9;
        assertThat(Plans.value(result, "vm", "exits.pause") * seconds).isCloseTo(4, within(1e-6));
        assertThat(Plans.value(result, "vm", "cpu.overhead") * 2 * seconds).isCloseTo(4 * 0.03, within(1e-6));
    }
}
