// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.guest.Synchronization;
import io.hvsim.model.machine.CpuGeneration;
import io.hvsim.model.machine.Host;
import io.hvsim.model.machine.PageSize;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.machine.WalkCaches;
import io.hvsim.model.technique.CallTable;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Charge;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.technique.MemoryUse;
import io.hvsim.model.technique.Operation;
import io.hvsim.model.technique.PageWalks;
import io.hvsim.model.technique.PlatformCosts;
import io.hvsim.model.technique.ShadowPaging;
import io.hvsim.model.technique.Technique;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LazyMemoryTest {
    private static final CpuGeneration CPU = new CpuGeneration("cpu", 1, 1, 1000, 0, 0);

    private static ActionPricing pricing(PageSize host) {
        PlatformCosts costs = new PlatformCosts(
                List.of(1.0, 1.0, 1.0),
                0,
                ShadowPaging.NAIVE,
                0,
                Map.of(Operation.HOST_FAULT, List.of(new Charge(Cause.NESTED_FAULT, 1, 2000))),
                Double.NaN,
                null,
                Set.of(),
                500);
        Technique nested = new Technique(
                "nested",
                Technique.CpuChoice.HARDWARE_ASSIST,
                Technique.MmuChoice.NESTED,
                Technique.InterruptChoice.EMULATED,
                Technique.TimerChoice.EMULATED,
                Technique.DeviceChoice.EMULATED);
        MemoryUse use = new MemoryUse(true, new PageWalks(Map.of(), host, host, WalkCaches.NONE));
        return new ActionPricing(
                new GuestKernel("none", 0, true, 1_000_000, false, false, Synchronization.PLAIN, Map.of()),
                new CostModel(CPU, nested, costs, CallTable.ofPlainKernel(), use),
                new Host("host", CPU, 1e9, Topology.flat(1), Sharing.NONE));
    }

    private static LazyMemory memory(double pages, double touchesPerNs) {
        return new LazyMemory(new Workload.FreshMemory(pages, touchesPerNs), pricing(PageSize.SMALL));
    }

    private static int faults(LazyMemory memory) {
        int faults = 0;
        while (memory.takesFaults()) {
            faults++;
        }
        return faults;
    }

    /** 1000 accesses to 1000 pages touch 632 of them, 1000 more another 233. */
    @Test
    void accessesAtRandomFindEverFewerFreshPages() {
        LazyMemory memory = memory(1000, 0.001);
        memory.touch(1_000_000);
        assertThat(faults(memory)).isEqualTo(632);
        memory.touch(1_000_000);
        assertThat(faults(memory)).isEqualTo(233);
    }

    @Test
    void eachPageFaultsOnce() {
        LazyMemory memory = memory(1000, 0.001);
        int faults = 0;
        for (int i = 0; i < 100; i++) {
            memory.touch(1_000_000);
            faults += faults(memory);
        }
        assertThat(faults).isEqualTo(1000);
    }

    /** A GiB by 4 KiB pages is 262,144 faults in 65,536 lots of four. */
    @Test
    void manyPagesFaultInLots() {
        LazyMemory memory = memory(262_144, 1);
        memory.touch(1_000_000_000);
        assertThat(faults(memory)).isEqualTo(65_536);
        assertThat(memory.faults().fixedNs()).isEqualTo(4 * (1000 + 2000 + 500));
    }

    /** Exit, handler and the clearing of what a page of the host holds. */
    @Test
    void largePageIsClearedWhole() {
        assertThat(pricing(PageSize.SMALL).hostFaults(1).fixedNs()).isEqualTo(1000 + 2000 + 500);
        assertThat(pricing(PageSize.LARGE).hostFaults(1).fixedNs()).isEqualTo(1000 + 2000 + 512 * 500);
    }
}
