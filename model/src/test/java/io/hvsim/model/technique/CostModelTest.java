// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.machine.CpuGeneration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CostModelTest {
    private static final CpuGeneration PRESCOTT = new CpuGeneration("prescott", 1, 1, 3963, 0.09, 24);
    private static final CpuGeneration MEROM = new CpuGeneration("merom", 2, 0.45, 1579, 0.09, 15);
    private static final Map<Operation, List<Charge>> PRICES = Map.of(
            Operation.TRAP_RETURN, List.of(new Charge(Cause.PF_TRUE, 1, 6186)),
            Operation.PTE_WRITE, List.of(new Charge(Cause.PTE_TRACE, 1, 8769)),
            Operation.PAGE_TOUCH, List.of(new Charge(Cause.PF_HIDDEN, 1, 5937)),
            Operation.PT_PAGE_ALLOC, List.of(new Charge(Cause.PAGE_TABLE, 1, 14_500)));

    private static Technique technique(Technique.CpuChoice cpu) {
        return new Technique(
                "any",
                cpu,
                Technique.MmuChoice.SHADOW,
                Technique.InterruptChoice.EMULATED,
                Technique.TimerChoice.EMULATED,
                Technique.DeviceChoice.PARAVIRTUAL);
    }

    private static PlatformCosts costs(double adaptedPteWrite, LazyMode lazyMode, Set<Operation> calls) {
        return new PlatformCosts(
                List.of(1.1, 1.45, 2.0), 0.02, ShadowPaging.NAIVE, 0, PRICES, adaptedPteWrite, lazyMode, calls, 0);
    }

    private static Bill bill(CostModel model, Operation operation, double count) {
        Bill bill = new Bill();
        model.addOperations(bill, operation, count, 1);
        return bill;
    }

    private static CostModel hardwareAssist(CpuGeneration cpu) {
        return new CostModel(
                cpu,
                technique(Technique.CpuChoice.HARDWARE_ASSIST),
                costs(Double.NaN, null, Set.of()),
                CallTable.ofPlainKernel(),
                MemoryUse.LIGHT);
    }

    @Test
    void exitIsRoundTripPlusHandlerAndPollutesBoth() {
        Bill bill = bill(hardwareAssist(PRESCOTT), Operation.TRAP_RETURN, 2);
        assertThat(bill.cycles(Cause.PF_TRUE)).isCloseTo(2 * 10_149, within(1e-9));
        assertThat(bill.cycles(Cause.POLLUTION)).isCloseTo(0.09 * 2 * 10_149, within(1e-9));
        assertThat(bill.count(Cause.PF_TRUE)).isEqualTo(2);
    }

    @Test
    void anotherCpuGenerationChangesRoundTripAndScalesTheHandler() {
        Bill bill = bill(hardwareAssist(MEROM), Operation.TRAP_RETURN, 1);
        assertThat(bill.cycles(Cause.PF_TRUE)).isCloseTo(1579 + 0.45 * 6186, within(1e-9));
    }

    @Test
    void binaryTranslationPaysNoRoundTripUnderTheSameName() {
        CostModel model = new CostModel(
                PRESCOTT,
                technique(Technique.CpuChoice.BINARY_TRANSLATION),
                costs(390, null, Set.of()),
                CallTable.ofPlainKernel(),
                MemoryUse.LIGHT);
        Bill bill = bill(model, Operation.TRAP_RETURN, 1);
        assertThat(bill.cycles(Cause.PF_TRUE)).isEqualTo(6186);
        assertThat(bill.cycles(Cause.POLLUTION)).isZero();
    }

    @Test
    void shadowPageTablePagesAreNotExitsAndDoNotPollute() {
        Bill bill = bill(hardwareAssist(PRESCOTT), Operation.PT_PAGE_ALLOC, 1);
        assertThat(bill.overheadCycles()).isEqualTo(14_500);
    }

    @Test
    void translatorAdaptsToWritesIntoLongLivedTablesOnly() {
        PlatformCosts costs = costs(390, null, Set.of());
        Technique translation = technique(Technique.CpuChoice.BINARY_TRANSLATION);
        CostModel shortLived = new CostModel(PRESCOTT, translation, costs, CallTable.ofPlainKernel(), MemoryUse.LIGHT);
        CostModel longLived = new CostModel(
                PRESCOTT, translation, costs, CallTable.ofPlainKernel(), new MemoryUse(true, PageWalks.NONE));
        assertThat(bill(shortLived, Operation.PTE_WRITE, 1).cycles(Cause.PTE_TRACE))
                .isEqualTo(8769);
        assertThat(bill(longLived, Operation.PTE_WRITE, 1).cycles(Cause.PTE_TRACE))
                .isEqualTo(390);
    }

    @Test
    void kernelCodeIsSlowedByItsPath() {
        Bill bill = new Bill();
        hardwareAssist(PRESCOTT).addKernelCode(bill, KernelPath.INDIRECT, 1000);
        hardwareAssist(PRESCOTT).addKernelCode(bill, KernelPath.PLAIN, 1000);
        assertThat(bill.cycles(Cause.KERNEL)).isEqualTo(2000);
        assertThat(bill.cycles(Cause.TRANSLATION)).isCloseTo(1000 + 450, within(1e-9));
    }

    @Test
    void vmi4KernelOnBareMetalPaysOnlyForCallSitesThatAreNotPatchedInline() {
        CostModel model = new CostModel(
                PRESCOTT,
                technique(Technique.CpuChoice.NATIVE),
                PlatformCosts.NATIVE,
                CallTable.ofParavirtKernel(Set.of()),
                MemoryUse.LIGHT);
        for (Operation operation : Operation.values()) {
            double expected = operation.patch() == Patch.CALL_SITE ? 24 : 0;
            assertThat(bill(model, operation, 1).overheadCycles())
                    .as(operation.name())
                    .isEqualTo(expected);
        }
    }

    @Test
    void callsThatAnInterfaceLacksFallBackToTheTechniqueBelow() {
        Map<Operation, List<Charge>> calls =
                Map.of(Operation.CR3_LOAD, List.of(new Charge(Cause.CALLOUT, 1, 100)), Operation.INVLPG, List.of());
        PlatformCosts full = new PlatformCosts(
                List.of(1.0, 1.0, 1.0),
                0,
                ShadowPaging.NAIVE,
                0,
                calls,
                Double.NaN,
                new LazyMode(32, 200, 200, 1500),
                Set.of(),
                0);
        PlatformCosts partial = full.withPartialInterface(Set.of(Operation.CR3_LOAD), costs(390, null, Set.of()));
        CostModel model = new CostModel(
                PRESCOTT,
                technique(Technique.CpuChoice.PARAVIRTUAL),
                partial,
                CallTable.ofParavirtKernel(partial.calls()),
                MemoryUse.LIGHT);
        assertThat(bill(model, Operation.CR3_LOAD, 1).cycles(Cause.CALLOUT)).isEqualTo(100);
        assertThat(bill(model, Operation.PTE_WRITE, 1).cycles(Cause.PTE_TRACE)).isEqualTo(8769);
        assertThat(bill(model, Operation.PTE_WRITE_BATCHED, 1).cycles(Cause.VMI_QUEUE))
                .isZero();
    }

    @Test
    void batchedUpdatesArePricedForEachActionOnItsOwn() {
        PlatformCosts vmi = costs(Double.NaN, new LazyMode(32, 200, 200, 1500), Set.of(Operation.PTE_WRITE_BATCHED));
        CostModel model = new CostModel(
                PRESCOTT,
                technique(Technique.CpuChoice.PARAVIRTUAL),
                vmi,
                CallTable.ofParavirtKernel(vmi.calls()),
                MemoryUse.LIGHT);
        Bill bill = new Bill();
        model.addOperations(bill, Operation.PTE_WRITE_BATCHED, 33, 10);
        assertThat(bill.cycles(Cause.VMI_QUEUE)).isCloseTo(10 * (33 * 400 + 2 * 1500), within(1e-6));
        assertThat(bill.count(Cause.VMI_QUEUE)).isEqualTo(20);
    }
}
