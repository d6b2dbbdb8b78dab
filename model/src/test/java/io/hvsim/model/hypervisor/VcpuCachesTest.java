// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.Distributions;
import io.hvsim.model.machine.CacheRefill;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.machine.Turbo;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.scheduling.RoundRobinScheduler;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Workload;
import org.junit.jupiter.api.Test;

/** What a vCPU pays for caches, by where it ran last and how long others ran there since. */
class VcpuCachesTest {
    private static final long MS = 1_000_000;
    /** 10 us for the private caches, half gone after 1 ms; 400 us for the shared one, half gone after 8 ms. */
    private static final CacheRefill REFILL = new CacheRefill(10_000, 1e6 / Math.log(2), 400_000, 8e6 / Math.log(2));

    private final Socket near = new Socket(Turbo.NONE);
    private final Core home = new Core(Sharing.NONE, near);
    private final Core neighbour = new Core(Sharing.NONE, near);
    private final Core far = new Core(Sharing.NONE, new Socket(Turbo.NONE));
    private final VcpuCaches caches = new VcpuCaches(REFILL);

    private static void run(Core core, long from, long to) {
        core.change(1, from);
        core.change(-1, to);
    }

    private void leaveHomeAt(long ns) {
        run(home, 0, ns);
        caches.leave(home, ns);
    }

    @Test
    void whoseCachesNobodyUsedPaysNothing() {
        leaveHomeAt(5 * MS);
        assertThat(caches.refillNs(home, 500 * MS)).isZero();
    }

    /** Others ran for 2 ms on the core: three quarters of the private caches, and 1 - 2^(-1/4) of the shared one. */
    @Test
    void refillGrowsWithTheRunTimeOfOthers() {
        leaveHomeAt(5 * MS);
        run(home, 10 * MS, 12 * MS);
        long expected = Math.round(0.75 * 10_000 + (1 - Math.pow(2, -0.25)) * 400_000);
        assertThat(caches.refillNs(home, 20 * MS)).isEqualTo(expected);
    }

    @Test
    void othersOnTheSocketEmptyTheSharedCacheOnly() {
        leaveHomeAt(5 * MS);
        run(neighbour, 5 * MS, 13 * MS);
        assertThat(caches.refillNs(home, 20 * MS)).isEqualTo(200_000);
    }

    /** A vCPU that still runs counts up to now. */
    @Test
    void refillIsAtMostTheFootprint() {
        leaveHomeAt(5 * MS);
        home.change(1, 5 * MS);
        assertThat(caches.refillNs(home, 10_000 * MS)).isEqualTo(410_000);
    }

    @Test
    void anotherCoreOfTheSocketHasTheSharedCacheStill() {
        leaveHomeAt(5 * MS);
        assertThat(caches.refillNs(neighbour, 6 * MS)).isEqualTo(10_000);
    }

    @Test
    void anotherSocketHasNothing() {
        assertThat(caches.refillNs(home, 0)).isEqualTo(410_000);
        leaveHomeAt(5 * MS);
        assertThat(caches.refillNs(far, 6 * MS)).isEqualTo(410_000);
    }

    /**
     * Two busy vCPUs take turns of 8 ms on one pCPU: at each turn all but 1/256 of the private caches and half of the shared
     * one is gone, and the switch itself takes 1 us more.
     */
    @Test
    void turnsOnOnePcpuCostTheRefillOfEachTurn() {
        Workload busy = Plans.compute(Distributions.deterministic(1e6));
        Load forever = new Load.Batch(Long.MAX_VALUE / 2, 1);
        RunResult result = Plans.on(1)
                .scheduler(RoundRobinScheduler::new, 8 * MS, 5_000)
                .caches(REFILL, 1_000)
                .measure(1, 8)
                .vm("a", 1, 1000, Plans.freeKernel(0, 100 * MS), busy, forever)
                .vm("b", 1, 1000, Plans.freeKernel(0, 100 * MS), busy, forever)
                .run();
        double perTurn = 1_000 + 10_000 * 255 / 256 + 200_000;
        assertThat(Plans.value(result, "a", "overhead.vcpu-switch")).isCloseTo(perTurn / (16 * MS), within(1e-5));
        assertThat(Plans.value(result, "a", "cpu.user")).isCloseTo(0.5 - perTurn / (16 * MS), within(1e-5));
    }

    @Test
    void withoutCachesEachSwitchCostsTheSame() {
        Workload busy = Plans.compute(Distributions.deterministic(1e6));
        Load forever = new Load.Batch(Long.MAX_VALUE / 2, 1);
        RunResult result = Plans.on(1)
                .arranged(Topology.flat(1), Sharing.NONE)
                .scheduler(RoundRobinScheduler::new, 8 * MS, 5_000)
                .measure(1, 8)
                .vm("a", 1, 1000, Plans.freeKernel(0, 100 * MS), busy, forever)
                .vm("b", 1, 1000, Plans.freeKernel(0, 100 * MS), busy, forever)
                .run();
        assertThat(Plans.value(result, "a", "overhead.vcpu-switch")).isCloseTo(5e3 / (16 * MS), within(1e-6));
    }
}
