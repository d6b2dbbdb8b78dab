// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.machine.CpuGeneration;
import io.hvsim.model.machine.Host;
import io.hvsim.model.machine.PageSize;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.machine.WalkCaches;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.CallTable;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Charge;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.technique.KernelPath;
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

class ActionPricingTest {
    private static final CpuGeneration CPU = new CpuGeneration("cpu", 1, 1, 1000, 0, 0);
    private static final Host HOST = new Host("host", CPU, 1e9, Topology.flat(1), Sharing.NONE);
    private static final Technique SHADOW = new Technique(
            "shadow",
            Technique.CpuChoice.HARDWARE_ASSIST,
            Technique.MmuChoice.SHADOW,
            Technique.InterruptChoice.EMULATED,
            Technique.TimerChoice.EMULATED,
            Technique.DeviceChoice.EMULATED);
    private static final GuestKernel KERNEL = new GuestKernel(
            "kernel",
            100,
            false,
            1_000_000,
            false,
            false,
            Synchronization.PLAIN,
            Map.of(
                    "page-fault",
                    action(
                            Map.of(Operation.TRAP_RETURN, 1.0, Operation.PTE_WRITE, 1.0, Operation.PAGE_TOUCH, 1.0),
                            Map.of()),
                    "kmap",
                    action(
                            Map.of(Operation.PTE_WRITE, 1.0, Operation.INVLPG, 1.0, Operation.PAGE_TOUCH, 1.0),
                            Map.of()),
                    KernelActions.SWITCH_PROCESS,
                    action(Map.of(Operation.CR3_LOAD, 1.0), Map.of(Operation.PAGE_TOUCH, 1.0)),
                    KernelActions.DISK_REQUEST,
                    action(Map.of(Operation.NOTIFY, 1.0), Map.of())));

    private static Technique technique(Technique.MmuChoice mmu) {
        return new Technique(
                "any",
                Technique.CpuChoice.HARDWARE_ASSIST,
                mmu,
                Technique.InterruptChoice.EMULATED,
                Technique.TimerChoice.EMULATED,
                Technique.DeviceChoice.EMULATED);
    }

    private static ShadowPaging shadow(double fillOnWrite, int rootsKept) {
        return new ShadowPaging(rootsKept, fillOnWrite, Double.NaN, 0);
    }

    private static ActionCost action(Map<Operation, Double> operations, Map<Operation, Double> perPage) {
        return new ActionCost(KernelPath.PLAIN, 100, 0, operations, perPage);
    }

    private static ActionPricing pricing(ShadowPaging shadow) {
        Map<Operation, List<Charge>> prices = Map.of(
                Operation.TRAP_RETURN, List.of(new Charge(Cause.PF_TRUE, 1, 0)),
                Operation.PTE_WRITE, List.of(new Charge(Cause.PTE_TRACE, 1, 0)),
                Operation.PAGE_TOUCH, List.of(new Charge(Cause.PF_HIDDEN, 1, 0)),
                Operation.CR3_LOAD, List.of(new Charge(Cause.CR_ACCESS, 1, 0)),
                Operation.INVLPG, List.of(new Charge(Cause.INVLPG, 1, 0)),
                Operation.DEVICE_REG, List.of(new Charge(Cause.IO_USER, 1, 0)),
                Operation.NOTIFY, List.of(new Charge(Cause.IO_KERNEL, 1, 0)));
        PlatformCosts costs =
                new PlatformCosts(List.of(1.0, 1.0, 1.0), 0, shadow, 0, prices, Double.NaN, null, Set.of(), 0);
        return new ActionPricing(
                KERNEL,
                new CostModel(
                        CPU, technique(Technique.MmuChoice.SHADOW), costs, CallTable.ofPlainKernel(), MemoryUse.LIGHT),
                HOST);
    }

    private static double exits(ActionPricing pricing, ActionUse use) {
        Bill bill = pricing.bill(List.of(use), null);
        double exits = 0;
        for (Cause cause : Cause.values()) {
            exits += bill.count(cause);
        }
        return exits;
    }

    @Test
    void demandFaultTakesThreeExitsAndTwoWhenTheShadowIsFilledOnTheWrite() {
        ActionUse fault = ActionUse.of("page-fault", 1);
        assertThat(exits(pricing(shadow(0, 12)), fault)).isEqualTo(3);
        assertThat(exits(pricing(shadow(1, 12)), fault)).isEqualTo(2);
    }

    /** Of the write of a fault and of the one that removes the page neither is seen; half an exit brings both over. */
    @Test
    void outOfSyncShadowTakesAQuarterOfAnExitForEachWriteAndKeepsTheHiddenFault() {
        ShadowPaging outOfSync = new ShadowPaging(12, 1, 0.25, 0);
        assertThat(exits(pricing(outOfSync), ActionUse.of("page-fault", 1))).isEqualTo(2.25);
        assertThat(exits(pricing(outOfSync), ActionUse.of("kmap", 1))).isEqualTo(2.25);
    }

    @Test
    void prefetchOnInvlpgSavesTheHiddenFaultAfterAnInvalidationOnly() {
        ShadowPaging prefetch = new ShadowPaging(12, 0, 0.25, 1);
        assertThat(exits(pricing(prefetch), ActionUse.of("kmap", 1))).isEqualTo(1.25);
        assertThat(exits(pricing(prefetch), ActionUse.of("page-fault", 1))).isEqualTo(2.25);
        assertThat(exits(pricing(new ShadowPaging(12, 1, Double.NaN, 1)), ActionUse.of("kmap", 1)))
                .as("a page that the write has filled is not filled again")
                .isEqualTo(2);
    }

    @Test
    void switchWithAKeptShadowTouchesNothingAndRefillsItOtherwise() {
        assertThat(exits(pricing(shadow(0, 12)), new ActionUse(KernelActions.SWITCH_PROCESS, 1, 16, 8)))
                .isEqualTo(1);
        assertThat(exits(pricing(shadow(0, 12)), new ActionUse(KernelActions.SWITCH_PROCESS, 1, 16, 13)))
                .isEqualTo(17);
        assertThat(exits(pricing(shadow(0, 0)), new ActionUse(KernelActions.SWITCH_PROCESS, 1, 16, 2)))
                .isEqualTo(17);
    }

    @Test
    void emulatedDeviceTakesRegisterAccessesInsteadOfANotification() {
        Bill bill = pricing(shadow(0, 12))
                .bill(List.of(ActionUse.of(KernelActions.DISK_REQUEST, 1)), new EmulatedDevice(7, 2));
        assertThat(bill.count(Cause.IO_USER)).isEqualTo(7);
        assertThat(bill.count(Cause.IO_KERNEL)).isZero();
    }

    @Test
    void longerWalksDilateUserModeByTheShareOfWalks() {
        PlatformCosts nested = new PlatformCosts(
                List.of(1.0, 1.0, 1.0), 0.01, ShadowPaging.NAIVE, 0, Map.of(), Double.NaN, null, Set.of(), 0);
        PageWalks walks = new PageWalks(Map.of(PageSize.SMALL, 0.1), PageSize.SMALL, PageSize.SMALL, WalkCaches.NONE);
        CostModel model = new CostModel(
                CPU,
                technique(Technique.MmuChoice.NESTED),
                nested,
                CallTable.ofPlainKernel(),
                new MemoryUse(true, walks));
        assertThat(model.dilation()).isCloseTo(0.01 + 0.1 * (24 / 4.0 - 1), within(1e-12));
    }
}
