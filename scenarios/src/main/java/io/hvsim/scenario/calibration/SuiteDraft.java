// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.draft.Draft;
import io.hvsim.scenario.draft.FigureText;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The measurements as a suite: what the library's own figures come to, against them. */
final class SuiteDraft {
    private static final String BARE_METAL = "bare-metal";
    private static final String NATIVE = "native";

    private final LogKind kind;
    private final MeasurementLog log;
    private final Base base;
    private final Clock clock;
    private final List<YamlNode> points = new ArrayList<>();
    private boolean ofKernel;
    private boolean onBareMetal;

    SuiteDraft(LogKind kind, MeasurementLog log, Base base, Clock clock) {
        this.kind = kind;
        this.log = log;
        this.base = base;
        this.clock = clock;
    }

    /** The rows are of a guest kernel and not of tests without one, on bare metal or in a guest. */
    void ofKernel(boolean metal) {
        ofKernel = true;
        onBareMetal = metal;
    }

    /** A row that {@code workload} repeats, whose batch is of {@code operations} of them; {@code nanos} each. */
    void add(String row, String workload, int operations, double nanos) {
        add(row, workload, operations, nanos, OptionalDouble.empty());
    }

    /** The same with what it takes on bare metal. */
    void add(String row, String workload, int operations, double nanos, OptionalDouble metalNanos) {
        YamlNode.Mapping point = Draft.flow(
                Draft.entry("case", Draft.text(row)),
                Draft.entry("technique", Draft.text(technique())),
                Draft.entry("set", Draft.flow(Draft.entry("vms.vm.workload", Draft.plain(workload)))),
                Draft.entry("metric", Draft.plain("vm.makespan")),
                Draft.entry("scale", Draft.plain(FigureText.number(1.0 / operations))),
                Draft.entry("published", nanos(nanos)),
                Draft.entry("better", Draft.plain("low")));
        if (metalNanos.isPresent()) {
            YamlNode.Mapping metal = Draft.flow(
                    Draft.entry("hypervisor", Draft.plain(BARE_METAL)),
                    Draft.entry("vms.vm.technique", Draft.plain(NATIVE)));
            point = point.with(Draft.entry(NATIVE, metal))
                    .with(Draft.entry("native-published", nanos(metalNanos.getAsDouble())));
        }
        points.add(point);
    }

    private static YamlNode nanos(double nanos) {
        return Draft.plain(FigureText.number(nanos) + " ns");
    }

    private String technique() {
        return onBareMetal ? NATIVE : base.technique().name();
    }

    private String hypervisor() {
        return onBareMetal ? BARE_METAL : base.hypervisor().name();
    }

    /** Empty without points. */
    Optional<String> text() {
        if (points.isEmpty()) {
            return Optional.empty();
        }
        Draft suite = new Draft();
        suite.put(Draft.text("Measured by " + kind.word() + ": " + log.name()), "title");
        suite.put(
                Draft.text("How far " + base.host().name() + " with " + hypervisor()
                        + " of the library is from the measured machine."),
                "about");
        suite.put(
                Draft.text(log.name() + " (sha256 " + log.sha256() + "), " + kind.noun() + "; clock " + clock.words()),
                "source");
        suite.put(Draft.plain("seen"), "confidence");
        suite.put(Draft.plain(base.host().name()), "scenario", "host", "extends");
        suite.put(Draft.plain(clock.quantity()), "scenario", "host", "clock");
        YamlNode warm = Draft.flow(
                Draft.entry("value", Draft.plain("0")),
                Draft.entry("assumed", Draft.text("a tight loop keeps caches and TLB warm")));
        suite.put(warm, "scenario", "host", "cpu", "exit-pollution");
        suite.put(Draft.plain(hypervisor()), "scenario", "hypervisor");
        YamlNode vm = Draft.flow(
                Draft.entry("guest", Draft.plain(ofKernel ? base.guest().name() : "unit-tests")),
                Draft.entry("workload", Draft.plain(ofKernel ? "lmbench-null-call" : "test-light-exit")),
                Draft.entry("technique", Draft.plain(technique())));
        suite.put(vm, "scenario", "vms", "vm");
        YamlNode run =
                Draft.flow(Draft.entry("until", Draft.plain("done")), Draft.entry("replications", Draft.plain("1")));
        suite.put(run, "scenario", "run");
        suite.put(Draft.list(points), "points");
        return Optional.of(suite.text());
    }
}
