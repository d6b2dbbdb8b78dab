// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.calibration.LogContent.Run;
import io.hvsim.scenario.draft.Draft;
import io.hvsim.scenario.draft.FigureText;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.CpuDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Mitigations;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.text.ScenarioException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * From the loops of kvm-unit-tests to a host and a hypervisor. Each loop tells what one operation takes in all. The bare
 * round trip (vmcall, cpuid, hvc), less the library's handler of a light exit, is the exit and entry of the CPU; every other
 * handler is what is left of its loop beyond that.
 */
final class TestCalibration {
    /** Rounds of the library's test workloads: 100 jobs of 1,000. */
    private static final int ROUNDS = 100_000;

    private final Findings findings;
    private final ExitPrices prices;
    private final Run run;
    private final boolean inNanos;
    /** Parts of operations that a test has given. */
    private final Set<List<Object>> given = new HashSet<>();

    private TestCalibration(Findings findings, Run run, boolean inNanos) {
        this.findings = findings;
        this.prices = new ExitPrices(findings);
        this.run = run;
        this.inNanos = inNanos;
    }

    /** Finds what the run says; its rows are in nanoseconds or in cycles of the clock. */
    static void find(Findings findings, Run run, List<ExitTest> tests, boolean inNanos) throws ScenarioException {
        TestCalibration calibration = new TestCalibration(findings, run, inNanos);
        for (ExitTest test : tests) {
            Optional<Row> row = run.row(test.row());
            if (row.isPresent()) {
                calibration.find(test, row.get());
            }
        }
        run.rows().stream()
                .filter(row -> tests.stream().noneMatch(test -> test.row().equals(row.name())))
                .forEach(findings::unused);
        calibration.prices.write();
        calibration.writeHost();
    }

    private void find(ExitTest test, Row row) throws ScenarioException {
        double cycles = inNanos ? findings.clock().cyclesOf(row.value()) : row.value();
        if (given.add(List.of(test.part(), test.target()))) {
            solve(test, row, cycles);
        }
        if (!test.workload().isEmpty()) {
            findings.suite()
                    .add(row.name(), test.workload(), ROUNDS, findings.clock().nanosOf(cycles));
        }
    }

    private void solve(ExitTest test, Row row, double cycles) throws ScenarioException {
        String measured = row.name() + " " + FigureText.number(row.value()) + (inNanos ? " ns" : " cycles");
        switch (test.part()) {
            case ROUND_TRIP -> roundTrip(row, cycles, measured);
            case HANDLER -> handler(test, row, cycles, measured);
            case BEFORE_HOP -> beforeHop(row, cycles, measured);
            case HOP -> hop(row, cycles, measured);
            case NONE -> {}
        }
    }

    private void roundTrip(Row row, double cycles, String measured) throws ScenarioException {
        double light = prices.handlers(Operation.HLT);
        if (!(cycles > light)) {
            throw findings.refused(
                    row,
                    measured + " is no hardware exit: the handler of a light exit alone takes "
                            + FigureText.cycles(light) + " on "
                            + findings.base().host().name(),
                    "logs of a software emulator (QEMU's TCG) say nothing of hardware; or choose a nearer --host");
        }
        prices.roundTrip(cycles - light);
        CpuDef cpu = findings.base().host().cpu();
        findings.put(
                Kinds.HOST,
                findings.base().host().name(),
                findings.figure(
                        FigureText.cycles(cycles - light),
                        measured,
                        "less " + FigureText.cycles(light) + " for the handler of a light exit of "
                                + findings.base().hypervisor().name()),
                "cpu",
                "exit-round-trip");
        findings.changed(
                "exit-round-trip",
                cpu.exitRoundTripCycles().map(Figure::value).orElse(Double.NaN),
                cycles - light,
                "cycles",
                row);
        withoutMitigations(cpu.mitigationExitCycles(), "mitigation-exit");
        withoutMitigations(cpu.mitigationHopCycles(), "mitigation-hop");
    }

    /** What the machine does against speculative execution is in what was measured. */
    private void withoutMitigations(Map<Mitigations, Figure> known, String key) {
        Map<String, Mitigations> words = Mitigations.byWord();
        words.forEach((word, mitigations) -> {
            if (known.containsKey(mitigations)) {
                findings.put(
                        Kinds.HOST,
                        findings.base().host().name(),
                        Draft.flow(
                                Draft.entry("value", Draft.plain("0 cycles")),
                                Draft.entry("assumed", Draft.text("in the measured figures, as far as they were on"))),
                        "cpu",
                        key,
                        word);
            }
        });
    }

    private String exitAndEntry() {
        return FigureText.cycles(prices.roundTrip()) + " for exit and entry";
    }

    private void handler(ExitTest test, Row row, double cycles, String measured) {
        List<Operation> others = test.operations().subList(0, test.operations().size() - 1);
        double before = others.stream().mapToDouble(prices::price).sum();
        String less = others.isEmpty()
                ? exitAndEntry()
                : exitAndEntry() + " and " + FigureText.cycles(before) + " for "
                        + others.stream().map(ChoiceType::word).collect(Collectors.joining(" and "));
        prices.solve(test.target().orElseThrow(), cycles - before, row, measured, less);
    }

    private void beforeHop(Row row, double cycles, String measured) {
        double handler = cycles - prices.roundTrip();
        if (!(handler > 0)) {
            findings.remark(row, measured + " is less than " + exitAndEntry() + " takes");
        } else if (!prices.replaceAll(Cause.IO_USER, handler, row, measured, exitAndEntry())) {
            findings.unused(row);
        }
    }

    private void hop(Row row, double cycles, String measured) {
        double kernel = prices.handlers(Operation.DEVICE_REG);
        double hop = cycles - prices.roundTrip() - kernel;
        String less = exitAndEntry() + " and " + FigureText.cycles(kernel) + " in the kernel";
        if (!(hop > 0)) {
            findings.remark(row, measured + " is less than " + less + " take");
        } else if (!prices.replaceHop(hop, row, measured, less)) {
            prices.solve(Operation.DEVICE_REG, cycles, row, measured, exitAndEntry());
        }
    }

    /** The host has the clock that the cycles are of. */
    private void writeHost() {
        findings.put(
                Kinds.HOST,
                findings.base().host().name(),
                Draft.plain(findings.clock().quantity()),
                "clock");
    }
}
