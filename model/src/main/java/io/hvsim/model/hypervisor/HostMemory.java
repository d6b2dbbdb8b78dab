// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.measure.IntervalSeries;
import io.hvsim.model.memory.FreeMemoryLevels;
import io.hvsim.model.memory.Holding;
import io.hvsim.model.memory.HostMemoryPlan;
import io.hvsim.model.memory.Page;
import io.hvsim.model.memory.Reclaimer;
import io.hvsim.model.memory.ReclamationPolicy;
import io.hvsim.model.memory.SharingScan;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory of a host with more promised than it has: as VMs use more of theirs, the host shares equal pages and reclaims
 * others, and a VM that touches what was taken waits for it.
 */
final class HostMemory {
    /** How often the host looks at its free memory. */
    private static final long PERIOD_NS = 100_000_000;

    private final Simulation simulation;
    private final HostMemoryPlan plan;
    private final Reclaimer reclaimer;
    private final SwapDisk swapDisk;
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<Holding> holdings = new ArrayList<>();
    private final Timer timer;
    private final IntervalSeries free;
    private long sampledAt;

    HostMemory(Simulation simulation, HostMemoryPlan plan, RandomStream stream, long seriesIntervalNs) {
        this.simulation = simulation;
        this.plan = plan;
        ReclamationPolicy policy = plan.policy();
        this.reclaimer = new Reclaimer(
                policy,
                policy.slidingLevels()
                        ? FreeMemoryLevels.sliding(plan.pages())
                        : FreeMemoryLevels.classic(plan.pages()));
        this.swapDisk = new SwapDisk(simulation, plan.swapNs().bind(stream), plan.swapParallel());
        this.free = new IntervalSeries(seriesIntervalNs);
        this.timer = simulation.timer(this::period);
        timer.armIn(0);
    }

    void add(Tenant tenant) {
        tenants.add(tenant);
        holdings.add(tenant.holding());
    }

    private void period() {
        boolean samples = simulation.now() - sampledAt >= plan.policy().samplePeriodNs();
        for (Tenant tenant : tenants) {
            tenant.grow(reclaimer.state() == FreeMemoryLevels.State.LOW ? 0 : PERIOD_NS / 1e9);
            tenant.share(mergedPart());
            if (samples) {
                tenant.sample();
            }
        }
        if (samples) {
            sampledAt = simulation.now();
        }
        tenants.forEach(Tenant::remember);
        reclaimer.reclaim(holdings, freePages(), PERIOD_NS / 1e9);
        tenants.forEach(Tenant::settle);
        free.record(simulation.now(), Math.max(0, freePages()) * Page.BYTES);
        timer.armIn(PERIOD_NS);
    }

    /** Part of equal pages that the scan has merged since the start of the run. */
    private double mergedPart() {
        SharingScan scan = plan.policy().scan();
        return scan == null ? 0 : scan.merged(simulation.now(), plan.pages());
    }

    private double freePages() {
        double taken = 0;
        for (Holding holding : holdings) {
            taken += holding.resident();
        }
        return plan.pages() - taken;
    }

    /** Reads a page from swap, and then runs {@code done}. */
    void swapIn(Runnable done) {
        swapDisk.read(done);
    }

    ReclamationPolicy policy() {
        return plan.policy();
    }

    /** Free memory now, in bytes. */
    double freeBytes() {
        return Math.max(0, freePages()) * Page.BYTES;
    }

    /** Free memory in bytes over time. */
    IntervalSeries freeSeries() {
        return free;
    }
}
