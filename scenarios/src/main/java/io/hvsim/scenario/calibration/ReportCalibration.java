// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.calibration.LogContent.Run;
import io.hvsim.scenario.draft.Draft;
import io.hvsim.scenario.draft.FigureText;
import io.hvsim.scenario.library.Kinds;
import java.util.Map;
import java.util.Set;

/**
 * From exits of {@code perf kvm stat} to a hypervisor. The tool measures from exit to entry inside the hypervisor, so its
 * mean is the handler without the hardware's round trip, and for exits to user space the way there too. Idle time is no cost,
 * and a mean that holds waits for a pCPU or rests on too little says nothing of a handler.
 */
final class ReportCalibration {
    /** Beyond this error of the mean it says too little. */
    private static final double MOST_ERROR = 0.25;
    /** No handler works for so long; a vCPU that lost its pCPU between exit and entry waits. */
    private static final double LONGEST_HANDLER_NS = 50e3;

    private static final Set<String> IDLE = Set.of("HLT", "hlt", "WFx", "WFI", "WFE", "MWAIT_INSTRUCTION", "mwait");

    /** Exit reasons of VMX, of SVM (recalled from Linux, arch/x86/include/uapi/asm/svm.h) and of arm64. */
    private static final Map<String, Cause> CAUSES = Map.ofEntries(
            Map.entry("MSR_WRITE", Cause.MSR),
            Map.entry("msr", Cause.MSR),
            Map.entry("EXTERNAL_INTERRUPT", Cause.EXTERNAL_IRQ),
            Map.entry("interrupt", Cause.EXTERNAL_IRQ),
            Map.entry("IRQ", Cause.EXTERNAL_IRQ),
            Map.entry("IO_INSTRUCTION", Cause.IO_USER),
            Map.entry("io", Cause.IO_USER),
            Map.entry("EPT_MISCONFIG", Cause.IO_KERNEL),
            Map.entry("EPT_VIOLATION", Cause.NESTED_FAULT),
            Map.entry("npf", Cause.NESTED_FAULT),
            Map.entry("IABT_LOW", Cause.NESTED_FAULT),
            Map.entry("APIC_WRITE", Cause.APIC_ICR),
            Map.entry("SYS64", Cause.APIC_ICR),
            Map.entry("APIC_ACCESS", Cause.APIC_EOI),
            Map.entry("VMCALL", Cause.HYPERCALL),
            Map.entry("hypercall", Cause.HYPERCALL),
            Map.entry("HVC64", Cause.HYPERCALL),
            Map.entry("CR_ACCESS", Cause.CR_ACCESS),
            Map.entry("INVLPG", Cause.INVLPG),
            Map.entry("INTERRUPT_WINDOW", Cause.IRQ_WINDOW),
            Map.entry("PENDING_INTERRUPT", Cause.IRQ_WINDOW),
            Map.entry("vintr", Cause.IRQ_WINDOW));

    private final Findings findings;
    private final ExitPrices prices;

    private ReportCalibration(Findings findings) {
        this.findings = findings;
        this.prices = new ExitPrices(findings);
    }

    /** Finds what the report says; its rows are in nanoseconds. */
    static void find(Findings findings, Run run) {
        ReportCalibration calibration = new ReportCalibration(findings);
        run.rows().forEach(calibration::find);
        calibration.prices.write();
        if (findings.base().givenHz().isPresent()) {
            findings.put(
                    Kinds.HOST,
                    findings.base().host().name(),
                    Draft.plain(findings.clock().quantity()),
                    "clock");
        }
    }

    /** Whether the report is of an arm64 host. */
    static boolean isArm(Run run) {
        return run.rows().stream()
                .anyMatch(row -> Set.of("DABT_LOW", "IABT_LOW", "WFx", "HVC64", "SYS64", "IRQ")
                        .contains(row.name()));
    }

    private void find(Row row) {
        if (IDLE.contains(row.name())) {
            findings.remark(row, "idle time, no cost");
            return;
        }
        if (row.name().equals("DABT_LOW")) {
            findings.remark(row, "device accesses and pages that the host lacks, in one");
            return;
        }
        Cause cause = CAUSES.get(row.name());
        if (cause == null) {
            findings.unused(row);
        } else if (row.samples() < 2) {
            findings.remark(row, "one sample says too little");
        } else if (row.error() > MOST_ERROR) {
            findings.remark(row, "the mean is uncertain by " + FigureText.number(100 * row.error()) + " %");
        } else if (row.value() > LONGEST_HANDLER_NS) {
            findings.remark(
                    row,
                    "a mean of " + FigureText.number(row.value() / 1e3)
                            + " us holds waits, such as for a pCPU, and not only a handler");
        } else {
            set(cause, row);
        }
    }

    private void set(Cause cause, Row row) {
        double cycles = findings.clock().cyclesOf(row.value());
        String measured = row.name() + " " + FigureText.number(row.value() / 1e3) + " us from exit to entry, mean of "
                + FigureText.number(row.samples());
        if (cause == Cause.IO_USER) {
            double kernel = prices.handlers(Operation.DEVICE_REG);
            String less = FigureText.cycles(kernel) + " in the kernel";
            if (cycles > kernel && prices.replaceHop(cycles - kernel, row, measured, less)) {
                return;
            }
        }
        double clearing = cause == Cause.NESTED_FAULT
                ? findings.base().technique().pageClearCycles().value()
                        * findings.base().trapScale()
                : 0;
        String less = clearing > 0 ? FigureText.cycles(clearing) + " for clearing a page" : "";
        if (!(cycles > clearing)) {
            findings.remark(row, measured + " is less than " + less + " takes");
        } else if (!prices.replaceAll(cause, cycles - clearing, row, measured, less)) {
            findings.unused(row);
        }
    }
}
