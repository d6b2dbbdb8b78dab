// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.calibration.LogContent.Run;
import io.hvsim.scenario.draft.Draft;
import io.hvsim.scenario.draft.FigureText;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.CpuDef;
import io.hvsim.scenario.library.GuestDef.ActionDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.text.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From the system calls of {@code perf trace -s} to a workload with their number, and to a guest with the mean cost of an
 * ordinary one. Tracing is part of the cost that the tool sees, so that it is an upper end. Calls that wait give their number
 * only.
 */
final class CallCalibration {
    /** What the library's guests take a process to have. */
    private static final int PAGES = 100;

    private static final String ORDINARY = "syscall";
    /** Calls that wait for something that is not the kernel's work. */
    private static final Set<String> WAITING = Set.of(
            "futex",
            "poll",
            "ppoll",
            "select",
            "pselect6",
            "epoll_wait",
            "epoll_pwait",
            "epoll_pwait2",
            "nanosleep",
            "clock_nanosleep",
            "wait4",
            "waitid",
            "pause",
            "rt_sigtimedwait",
            "rt_sigsuspend",
            "accept",
            "accept4",
            "recvfrom",
            "recvmsg",
            "recvmmsg",
            "msgrcv",
            "semop",
            "semtimedop",
            "io_getevents",
            "sched_yield");

    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("getpid", "null-call"),
            Map.entry("getppid", "null-call"),
            Map.entry("gettid", "null-call"),
            Map.entry("getuid", "null-call"),
            Map.entry("read", "null-io"),
            Map.entry("write", "null-io"),
            Map.entry("pread64", "null-io"),
            Map.entry("pwrite64", "null-io"),
            Map.entry("stat", "stat"),
            Map.entry("lstat", "stat"),
            Map.entry("newfstatat", "stat"),
            Map.entry("statx", "stat"),
            Map.entry("access", "stat"),
            Map.entry("open", "open-close"),
            Map.entry("openat", "open-close"),
            Map.entry("rt_sigaction", "signal-install"),
            Map.entry("fork", "fork"),
            Map.entry("vfork", "fork"),
            Map.entry("execve", "exec"),
            Map.entry("exit_group", "exit"));

    private CallCalibration() {}

    /** Finds what the run says; its rows are mean nanoseconds with the number of calls as samples. */
    static void find(Findings findings, Run run) {
        Map<String, Double> counts = new LinkedHashMap<>();
        Map<String, StringBuilder> words = new LinkedHashMap<>();
        Map<String, Row> first = new LinkedHashMap<>();
        double opened = 0;
        double ordinary = 0;
        double ordinaryNanos = 0;
        for (Row row : run.rows()) {
            String action = action(findings.base(), row.name());
            double count = row.samples();
            if (action.equals("open-close")) {
                opened += count;
            }
            if (row.name().equals("close")) {
                // those of opened files are in open-close
                count = Math.max(0, count - opened);
            }
            if (count > 0) {
                counts.merge(action, count, Double::sum);
                first.putIfAbsent(action, row);
                words.computeIfAbsent(action, any -> new StringBuilder())
                        .append(words.get(action).isEmpty() ? "" : ", ")
                        .append(row.name())
                        .append(' ')
                        .append(FigureText.number(row.samples()));
            }
            if (action.equals(ORDINARY) && !WAITING.contains(row.name())) {
                first.putIfAbsent(ORDINARY, row);
                ordinary += row.samples();
                ordinaryNanos += row.samples() * row.value();
            }
        }
        writeWorkload(findings, first, counts, words);
        if (ordinaryNanos > 0) {
            writeCost(findings, first.get(ORDINARY), ordinaryNanos / ordinary, ordinary);
        }
    }

    private static String action(Base base, String call) {
        String action = ACTIONS.getOrDefault(call, ORDINARY);
        return base.guest().actions().containsKey(action) ? action : ORDINARY;
    }

    private static void writeWorkload(
            Findings findings, Map<String, Row> first, Map<String, Double> counts, Map<String, StringBuilder> words) {
        YamlNode.Mapping calls = Draft.flow();
        for (Map.Entry<String, Double> each : counts.entrySet()) {
            YamlNode count = findings.figure(
                    FigureText.number(each.getValue()), words.get(each.getKey()).toString(), "");
            boolean paged = Set.of("fork", "exec", "exit").contains(each.getKey());
            calls = calls.with(Draft.entry(
                    each.getKey(),
                    paged
                            ? Draft.flow(
                                    Draft.entry("count", count),
                                    Draft.entry("pages", Draft.plain(Integer.toString(PAGES))))
                            : count));
            findings.changed(
                    "program.0.work.do." + each.getKey(),
                    Double.NaN,
                    each.getValue(),
                    "calls",
                    first.get(each.getKey()));
        }
        YamlNode.Mapping user = Draft.flow(
                Draft.entry("value", Draft.plain("0 cycles")),
                Draft.entry("assumed", Draft.text("perf trace does not tell the time in user mode")));
        findings.put(Kinds.WORKLOAD, Draft.text("What was traced: system calls of one run"), "title");
        findings.put(
                Kinds.WORKLOAD,
                Draft.text("One job is one run. Time in user mode is missing: put it in."),
                "description");
        findings.put(Kinds.WORKLOAD, Draft.plain("short-lived"), "page-tables");
        findings.put(
                Kinds.WORKLOAD,
                Draft.flow(Draft.entry(
                        "batch",
                        Draft.flow(Draft.entry("jobs", Draft.plain("100")), Draft.entry("workers", Draft.plain("1"))))),
                "load");
        findings.put(
                Kinds.WORKLOAD,
                Draft.flow(Draft.entry("assumed", Draft.text("pages of a process by the library's convention"))),
                "figures-from");
        YamlNode.Mapping work = Draft.block(
                Draft.entry("user", user),
                Draft.entry("do", Draft.block(calls.entries().toArray(YamlNode.Entry[]::new))));
        findings.put(Kinds.WORKLOAD, Draft.list(List.of(Draft.block(Draft.entry("work", work)))), "program");
    }

    private static void writeCost(Findings findings, Row first, double nanos, double calls) {
        CpuDef cpu = findings.base().host().cpu();
        ActionDef action = findings.base().guest().actions().get(ORDINARY);
        if (action == null) {
            return;
        }
        double cycles = findings.clock().cyclesOf(nanos) / cpu.kernelScale().value();
        Figure before = action.cycles().get(cpu.kernelCosts());
        findings.put(
                Kinds.GUEST,
                findings.base().guest().name(),
                findings.figure(
                        FigureText.cycles(cycles),
                        "mean " + FigureText.number(nanos / 1e3) + " us of " + FigureText.number(calls)
                                + " calls that do not wait, with what tracing adds",
                        "over the kernel-scale of "
                                + FigureText.number(cpu.kernelScale().value())),
                "actions",
                ORDINARY,
                "cycles",
                ChoiceType.word(cpu.kernelCosts()));
        findings.changed(
                "actions.syscall.cycles", before == null ? Double.NaN : before.value(), cycles, "cycles", first);
    }
}
