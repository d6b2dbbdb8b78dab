// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.calibration.LogContent.Run;
import io.hvsim.scenario.draft.Draft;
import io.hvsim.scenario.draft.FigureText;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.CpuDef;
import io.hvsim.scenario.library.CpuDef.KernelCosts;
import io.hvsim.scenario.library.GuestDef.ActionDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.schema.ChoiceType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/**
 * From lmbench on bare metal to the native cycles of a guest kernel. A row that is one action gives the action's cycles. Fork
 * gives one factor for the three actions it is made of, and exec what it adds to fork.
 */
final class KernelCalibration {
    /** Operations in the batch of a library workload that repeats a row, and in that of fork and exec. */
    private static final int ROUNDS = 100_000;

    private static final int LIVES = 1000;
    /** What the library's workloads take for lmbench's process: pages, copied ones, switches and calls in a life of it. */
    private static final int PAGES = 100;

    private static final int COPIED = 21;
    private static final int SWITCHES = 2;
    private static final int CALLS = 3;

    /** A row that is one action of the kernel. */
    private record SingleAction(String row, String action, String workload) {}

    private static final List<SingleAction> SINGLE = List.of(
            new SingleAction("null call", "null-call", "lmbench-null-call"),
            new SingleAction("null I/O", "null-io", "lmbench-null-io"),
            new SingleAction("stat", "stat", "lmbench-stat"),
            new SingleAction("open and close", "open-close", "lmbench-open-close"),
            new SingleAction("select TCP", "select-tcp", "lmbench-select-tcp"),
            new SingleAction("signal install", "signal-install", "lmbench-signal-install"),
            new SingleAction("signal handle", "signal-handle", "lmbench-signal-handle"),
            new SingleAction("protection fault", "protection-fault", "lmbench-protection-fault"),
            new SingleAction("page fault", "page-fault", "lmbench-page-fault"),
            new SingleAction("context switch 2p/0K", "switch-process", "lmbench-context-2p-0k"));

    /** What a system call does beside its own work. */
    private static final Set<Operation> ENTRY_ONLY = Set.of(Operation.KERNEL_ENTRY_EXIT, Operation.IF_CHANGE);

    private final Findings findings;
    private final Map<String, ActionDef> actions;
    private final KernelCosts column;
    private final double scale;

    private KernelCalibration(Findings findings) {
        CpuDef cpu = findings.base().host().cpu();
        this.findings = findings;
        this.actions = findings.base().guest().actions();
        this.column = cpu.kernelCosts();
        this.scale = cpu.kernelScale().value();
    }

    /** The kind of kernel path that a row is mostly made of; empty for rows of several. */
    static Optional<KernelPath> path(Base base, String row) {
        return SINGLE.stream()
                .filter(each -> each.row().equals(row))
                .map(each -> base.guest().actions().get(each.action()))
                .filter(action ->
                        action != null && action.operations().keySet().stream().allMatch(ENTRY_ONLY::contains))
                .map(ActionDef::path)
                .findFirst();
    }

    /** Finds what a run on bare metal says; its rows are in nanoseconds. */
    static void find(Findings findings, Run run) {
        findings.suite().ofKernel(true);
        KernelCalibration calibration = new KernelCalibration(findings);
        double fastest = run.row("null call").map(Row::value).orElse(0.0);
        run.rows().stream()
                .filter(row -> row.value() >= fastest)
                .forEach(row -> addPoint(findings.suite(), row, OptionalDouble.empty()));
        SINGLE.forEach(each -> run.row(each.row()).ifPresent(row -> calibration.single(each, row, fastest)));
        Optional<Row> fork = run.row("fork");
        fork.ifPresent(row -> calibration.fork(row, run));
        fork.ifPresent(row -> run.row("exec").ifPresent(exec -> calibration.exec(exec, row)));
        run.rows().stream()
                .filter(row -> !row.name().equals("fork")
                        && !row.name().equals("exec")
                        && SINGLE.stream().noneMatch(each -> each.row().equals(row.name())))
                .forEach(findings::unused);
        findings.put(
                Kinds.HOST,
                findings.base().host().name(),
                Draft.plain(findings.clock().quantity()),
                "clock");
    }

    /** The row as a point of a suite, with its value on bare metal where it was measured in a guest. */
    static void addPoint(SuiteDraft suite, Row row, OptionalDouble metalNanos) {
        if (!(row.value() > 0)) {
            return;
        }
        SINGLE.stream()
                .filter(each -> each.row().equals(row.name()))
                .findFirst()
                .ifPresent(each -> suite.add(row.name(), each.workload(), ROUNDS, row.value(), metalNanos));
        if (row.name().equals("fork") || row.name().equals("exec")) {
            suite.add(row.name(), "lmbench-" + row.name(), LIVES, row.value(), metalNanos);
        }
    }

    private static String micros(Row row) {
        return row.name() + " " + FigureText.number(row.value() / 1e3) + " us";
    }

    private void single(SingleAction test, Row row, double fastest) {
        ActionDef action = actions.get(test.action());
        if (action == null || !(row.value() > 0)) {
            findings.unused(row);
            return;
        }
        if (row.value() < fastest) {
            findings.remark(row, "faster than a null call: most rounds of the loop do not enter the kernel");
            return;
        }
        set(action, "cycles", action.cycles(), findings.clock().cyclesOf(row.value()) / scale, row, micros(row), "");
    }

    /** Writes the cycles of an action, or those for each page, into the column of the host's CPU. */
    private void set(
            ActionDef action,
            String key,
            Map<KernelCosts, Figure> before,
            double cycles,
            Row row,
            String measured,
            String derivation) {
        String scaled = "over the kernel-scale of " + FigureText.number(scale);
        findings.put(
                Kinds.GUEST,
                findings.base().guest().name(),
                findings.figure(
                        FigureText.cycles(cycles),
                        measured,
                        derivation.isEmpty() ? scaled : derivation + ", " + scaled),
                "actions",
                action.name(),
                key,
                ChoiceType.word(column));
        Figure known = before.get(column);
        findings.changed(
                "actions." + action.name() + "." + key,
                known == null ? Double.NaN : known.value(),
                cycles,
                "cycles",
                row);
    }

    private double cycles(String action, Run run) {
        Optional<Row> measured = SINGLE.stream()
                .filter(each -> each.action().equals(action))
                .findFirst()
                .flatMap(each -> run.row(each.row()))
                .filter(row -> row.value() > 0);
        return measured.map(row -> findings.clock().cyclesOf(row.value()) / scale)
                .orElseGet(() -> value(actions.get(action), ActionDef::cycles));
    }

    private double value(ActionDef action, Function<ActionDef, Map<KernelCosts, Figure>> columns) {
        Figure figure = action == null ? null : columns.apply(action).get(column);
        return figure == null ? 0 : figure.value();
    }

    private void fork(Row row, Run run) {
        double parts = PAGES * value(actions.get("fork"), ActionDef::cyclesPerPage)
                + PAGES * value(actions.get("exit"), ActionDef::cyclesPerPage)
                + COPIED * value(actions.get("cow-fault"), ActionDef::cycles);
        double rest = SWITCHES * cycles("switch-process", run) + CALLS * cycles("null-call", run);
        double left = findings.clock().cyclesOf(row.value()) / scale - rest;
        if (!(left > 0) || !(parts > 0)) {
            findings.remark(row, micros(row) + " is less than its two switches and three calls take");
            return;
        }
        double factor = left / parts;
        String how = "the library's figure times " + FigureText.number(factor) + ", which is the row less " + SWITCHES
                + " switches and " + CALLS + " calls over the library's";
        for (String name : List.of("fork", "exit")) {
            ActionDef action = actions.get(name);
            double cycles = factor * value(action, ActionDef::cyclesPerPage);
            set(action, "cycles-per-page", action.cyclesPerPage(), cycles, row, micros(row), how);
        }
        ActionDef copy = actions.get("cow-fault");
        set(copy, "cycles", copy.cycles(), factor * value(copy, ActionDef::cycles), row, micros(row), how);
    }

    private void exec(Row row, Row fork) {
        double added = findings.clock().cyclesOf(row.value() - fork.value()) / scale;
        ActionDef action = actions.get("exec");
        if (!(added > 0) || action == null) {
            findings.remark(row, micros(row) + " is less than fork takes");
            return;
        }
        String how = "less the row of fork, for each of " + PAGES + " pages";
        set(action, "cycles-per-page", action.cyclesPerPage(), added / PAGES, row, micros(row), how);
    }
}
