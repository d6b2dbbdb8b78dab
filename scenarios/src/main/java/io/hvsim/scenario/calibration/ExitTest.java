// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.model.technique.Operation;
import java.util.List;
import java.util.Optional;

/**
 * A test of kvm-unit-tests, and what its time is made of.
 *
 * @param row its name in the log
 * @param operations what one round of it does; the last is the one whose price it tells
 * @param workload the library's workload that repeats it
 */
record ExitTest(String row, Part part, List<Operation> operations, String workload) {

    /** Which figure a test gives. */
    enum Part {
        /** The hardware's exit and entry: a test whose handler does as little as a light exit's. */
        ROUND_TRIP,
        /** The handler in the kernel that precedes the way to user space. */
        BEFORE_HOP,
        /** The way to user space and back. */
        HOP,
        /** The handler of the last operation. */
        HANDLER,
        /** None; what the others come to is compared with it. */
        NONE
    }

    /** The operation whose price it tells; empty when it is only compared. */
    Optional<Operation> target() {
        return operations.isEmpty() ? Optional.empty() : Optional.of(operations.get(operations.size() - 1));
    }

    /** The x86 tests, in the order in which one builds on the others. Of two that give the same figure the first counts. */
    static final List<ExitTest> VMEXIT = List.of(
            new ExitTest("vmcall", Part.ROUND_TRIP, List.of(Operation.HLT), "test-light-exit"),
            new ExitTest("cpuid", Part.ROUND_TRIP, List.of(Operation.HLT), "test-light-exit"),
            new ExitTest("outl_to_kernel", Part.HANDLER, List.of(Operation.NOTIFY), "test-kick"),
            new ExitTest("inl_from_kernel", Part.HANDLER, List.of(Operation.NOTIFY), ""),
            new ExitTest("inl_from_kernel", Part.BEFORE_HOP, List.of(Operation.DEVICE_REG), ""),
            new ExitTest("inl_from_qemu", Part.HOP, List.of(Operation.DEVICE_REG), "test-user-exit"),
            new ExitTest(
                    "tscdeadline_immed",
                    Part.HANDLER,
                    List.of(Operation.EOI, Operation.TIMER_SET),
                    "test-timer-at-once"),
            new ExitTest("ipi", Part.HANDLER, List.of(Operation.IPI, Operation.IRQ_TAKE), "test-virtual-ipi"),
            new ExitTest(
                    "ipi_halt", Part.HANDLER, List.of(Operation.IPI, Operation.IRQ_TAKE, Operation.WAKE), "test-io-in"),
            new ExitTest("self_ipi_sti_hlt", Part.NONE, List.of(), "test-self-ipi-halt"));

    /** The arm64 tests. */
    static final List<ExitTest> MICRO_BENCH = List.of(
            new ExitTest("hvc", Part.ROUND_TRIP, List.of(Operation.HLT), "test-light-exit"),
            new ExitTest("mmio_read_vgic", Part.HANDLER, List.of(Operation.IPI), "test-controller-trap"),
            new ExitTest("mmio_read_vgic", Part.HANDLER, List.of(Operation.NOTIFY), ""),
            new ExitTest("mmio_read_vgic", Part.BEFORE_HOP, List.of(Operation.DEVICE_REG), ""),
            new ExitTest("mmio_read_user", Part.HOP, List.of(Operation.DEVICE_REG), "test-user-exit"),
            new ExitTest("eoi", Part.HANDLER, List.of(Operation.EOI), "test-completion"),
            new ExitTest("ipi", Part.HANDLER, List.of(Operation.IPI, Operation.IRQ_TAKE), "test-virtual-ipi"));
}
