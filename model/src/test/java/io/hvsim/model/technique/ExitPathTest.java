// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.machine.CpuGeneration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Exits that take more than one way: to user space, through a guest hypervisor, out of a confidential guest. */
class ExitPathTest {
    private static final CpuGeneration CPU = new CpuGeneration("cpu", 1, 0.5, 1000, 0.1, 0);
    private static final Nesting NESTING = new Nesting(7000, 3, 2, 400, 20, 30);
    private static final Map<Operation, List<Charge>> PRICES = Map.of(
            Operation.NOTIFY, List.of(new Charge(Cause.IO_KERNEL, 1, 600)),
            Operation.DEVICE_REG, List.of(new Charge(Cause.IO_USER, 1, 600)),
            Operation.EOI, List.of(new Charge(Cause.CALLOUT, 1, 600)));

    private static Bill bill(Technique.CpuChoice cpu, ExitPath exits, Operation operation, double count) {
        Technique technique = new Technique(
                "any",
                cpu,
                Technique.MmuChoice.NESTED,
                Technique.InterruptChoice.EMULATED,
                Technique.TimerChoice.EMULATED,
                Technique.DeviceChoice.PARAVIRTUAL);
        PlatformCosts costs = new PlatformCosts(
                List.of(1.0, 1.0, 1.0), 0, ShadowPaging.NAIVE, 0, PRICES, Double.NaN, null, Set.of(), 0);
        CostModel model = new CostModel(CPU, technique, costs, CallTable.ofPlainKernel(), MemoryUse.LIGHT, exits);
        Bill bill = new Bill();
        model.addOperations(bill, operation, count, 1);
        return bill;
    }

    private static Bill assisted(ExitPath exits, Operation operation, double count) {
        return bill(Technique.CpuChoice.HARDWARE_ASSIST, exits, operation, count);
    }

    @Test
    void onlyExitsServedByTheUserSpaceVmmHopThere() {
        ExitPath exits = new ExitPath(5000, Isolation.NONE, null);
        assertThat(assisted(exits, Operation.NOTIFY, 2).cycles(Cause.IO_KERNEL)).isEqualTo(2 * 1300);
        assertThat(assisted(exits, Operation.DEVICE_REG, 2).cycles(Cause.IO_USER))
                .isEqualTo(2 * 6300);
    }

    /**
     * By hand: the guest's guest leaves (1000) to the host's hypervisor, which reflects (7000 with the way back); the guest
     * hypervisor runs its handler (300), traps three times (1000 + 400 each), makes twenty accesses of 30 that do not trap,
     * and traps once more to enter its guest (1000).
     */
    @Test
    void exitOfAGuestsGuestIsReflectedServedAndEnteredAgain() {
        Bill bill = assisted(new ExitPath(0, Isolation.NONE, NESTING), Operation.NOTIFY, 1);
        assertThat(bill.cycles(Cause.IO_KERNEL)).isEqualTo(1300);
        assertThat(bill.cycles(Cause.NESTED_EXIT)).isEqualTo(7000 + 3 * 1400 + 20 * 30 + 1000);
        assertThat(bill.count(Cause.IO_KERNEL)).isEqualTo(1);
        assertThat(bill.count(Cause.NESTED_EXIT)).isEqualTo(4);
        assertThat(bill.cycles(Cause.POLLUTION)).isCloseTo(0.1 * (1300 + 12_800), within(1e-9));
    }

    @Test
    void guestHypervisorTrapsMoreOnItsWayToUserSpace() {
        Bill bill = assisted(new ExitPath(5000, Isolation.NONE, NESTING), Operation.DEVICE_REG, 1);
        assertThat(bill.cycles(Cause.IO_USER)).isEqualTo(6300);
        assertThat(bill.cycles(Cause.NESTED_EXIT)).isEqualTo(12_800 + 2 * 1400);
        assertThat(bill.count(Cause.NESTED_EXIT)).isEqualTo(6);
    }

    @Test
    void moreTrapsOrAccessesNeverMakeAnExitCheaper() {
        double plain = new Nesting(7000, 20, 0, 400, 0, 30).cycles(false, 1000);
        double shadowed = new Nesting(7000, 1, 0, 400, 60, 30).cycles(false, 1000);
        double enlightened = new Nesting(7000, 1, 0, 400, 7, 30).cycles(false, 1000);
        assertThat(plain).isGreaterThan(shadowed);
        assertThat(shadowed).isGreaterThan(enlightened);
    }

    @Test
    void confidentialGuestHidesItsStateAtEachExit() {
        ExitPath exits = new ExitPath(0, new Isolation(2000, 0.25, 500), null);
        Bill bill = assisted(exits, Operation.NOTIFY, 3);
        assertThat(bill.cycles(Cause.IO_KERNEL)).isEqualTo(3 * 3300);
        assertThat(bill.count(Cause.NESTED_EXIT)).isZero();
    }

    @Test
    void whatIsNoHardwareExitTakesNoFurtherWay() {
        ExitPath exits = new ExitPath(5000, new Isolation(2000, 0.25, 500), NESTING);
        assertThat(assisted(exits, Operation.EOI, 1).overheadCycles()).isEqualTo(300);
        Bill translated = bill(Technique.CpuChoice.BINARY_TRANSLATION, exits, Operation.DEVICE_REG, 1);
        assertThat(translated.overheadCycles()).isEqualTo(300);
    }

    @Test
    void copiesThroughSharedBuffersArePaidByByteAndByBuffer() {
        Isolation isolation = new Isolation(2000, 0.25, 500);
        assertThat(isolation.copyCycles(8000, 6)).isEqualTo(2000 + 3000);
        assertThat(Isolation.NONE.copyCycles(8000, 6)).isZero();
    }
}
