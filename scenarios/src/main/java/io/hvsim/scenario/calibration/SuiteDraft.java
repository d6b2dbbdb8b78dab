// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The measurements as a suite: what the library's own figures come to, against them. */
final class SuiteDraft {
    private final LogKind kind;
    private final MeasurementLog log;
    private final Base base;
    private final Clock clock;
    private final List<YamlNode> points = new ArrayList<>();
    private boolean onBareMetal;

    SuiteDraft(LogKind kind, MeasurementLog log, Base base, Clock clock) {
        this.kind = kind;
        this.log = log;
        this.base = base;
        this.clock = clock;
    }

    /** A row that {@code workload} repeats, whose batch is of {@code operations} of them; {@code nanos} each. */
    void add(Row row, String workload, int operations, double nanos) {
        points.add(Draft.flow(
                Draft.entry("case", Draft.text(row.name())),
                Draft.entry(
                        "technique",
                        Draft.text(onBareMetal ? "native" : base.technique().name())),
                Draft.entry("set", Draft.flow(Draft.entry("vms.vm.workload", Draft.plain(workload)))),
                Draft.entry("metric", Draft.plain("vm.makespan")),
                Draft.entry("scale", Draft.plain(FigureText.number(1.0 / operations))),
                Draft.entry("published", Draft.plain(FigureText.number(nanos) + " ns")),
                Draft.entry("better", Draft.plain("low"))));
    }

    /** The rows were measured without a hypervisor. */
    void onBareMetal() {
        onBareMetal = true;
    }

    Optional<String> text() {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        Draft suite = new Draft();
        suite.put(Draft.text("Measured by " + kind.word() + ": " + log.name()), "title");
        suite.put(
                Draft.text("How far the library's " + base.host().name()
                        + (onBareMetal ? "" : " under " + base.hypervisor().name()) + " is from the measured machine."),
                "about");
        suite.put(
                Draft.text(log.name() + " (sha256 " + log.sha256() + "), " + kind.noun() + "; clock " + clock.words()),
                "source");
        suite.put(Draft.plain("seen"), "confidence");
        suite.put(Draft.plain(base.host().name()), "scenario", "host", "extends");
        suite.put(Draft.plain(clock.quantity()), "scenario", "host", "clock");
        suite.put(
                Draft.flow(
                        Draft.entry("value", Draft.plain("0")),
                        Draft.entry("assumed", Draft.text("a tight loop keeps caches and TLB warm"))),
                "scenario",
                "host",
                "cpu",
                "exit-pollution");
        suite.put(Draft.plain(onBareMetal ? "bare-metal" : base.hypervisor().name()), "scenario", "hypervisor");
        suite.put(
                Draft.flow(
                        Draft.entry(
                                "guest", Draft.plain(onBareMetal ? base.guest().name() : "unit-tests")),
                        Draft.entry("workload", Draft.plain(onBareMetal ? "lmbench-null-call" : "test-light-exit")),
                        Draft.entry(
                                "technique",
                                Draft.plain(
                                        onBareMetal
                                                ? "native"
                                                : base.technique().name()))),
                "scenario",
                "vms",
                "vm");
        suite.put(
                Draft.flow(Draft.entry("until", Draft.plain("done")), Draft.entry("replications", Draft.plain("1"))),
                "scenario",
                "run");
        suite.put(Draft.list(points), "points");
        return Optional.of(suite.text());
    }
}
