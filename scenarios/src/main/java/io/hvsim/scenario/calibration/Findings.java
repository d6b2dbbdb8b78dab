// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.calibration.LogContent.Remark;
import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.draft.Draft;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;

/** What a calibration has come to so far: the file it writes and what it says of it. */
final class Findings {
    private final String name;
    private final MeasurementLog log;
    private final LogKind kind;
    private final Base base;
    private final Clock clock;
    private final Draft library = new Draft();
    private final SuiteDraft suite;
    private final List<Calibration.Change> changes = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private final List<String> unused = new ArrayList<>();

    /** @param name of the definitions that are written */
    Findings(String name, MeasurementLog log, LogKind kind, Base base, Clock clock) {
        this.name = name;
        this.log = log;
        this.kind = kind;
        this.base = base;
        this.clock = clock;
        this.suite = new SuiteDraft(kind, log, base, clock);
    }

    Base base() {
        return base;
    }

    Clock clock() {
        return clock;
    }

    SuiteDraft suite() {
        return suite;
    }

    /** A measured figure as it is written: where it is from, and how it follows from what was measured. */
    YamlNode figure(String quantity, String measured, String derivation) {
        YamlNode.Mapping figure = Draft.flow(
                Draft.entry("value", Draft.plain(quantity)),
                Draft.entry(
                        "source",
                        Draft.text(log.name() + " (sha256 " + log.sha256() + "), " + kind.noun() + ": " + measured)),
                Draft.entry("machine", Draft.text("the measured machine, clock " + clock.words())));
        return derivation.isEmpty() ? figure : figure.with(Draft.entry("fitted", Draft.text(derivation)));
    }

    /** Writes a value into the definition of a kind, which extends {@code extended}; that one is named once. */
    void put(Kind<?> into, String extended, YamlNode value, String... path) {
        String[] whole = new String[path.length + 2];
        whole[0] = into.folder();
        whole[1] = name;
        System.arraycopy(path, 0, whole, 2, path.length);
        if (!library.keys().contains(into.folder())) {
            library.put(
                    Draft.text(extended + ", with figures measured by " + kind.word() + " (" + log.name() + ")"),
                    into.folder(),
                    name,
                    "title");
            library.put(Draft.plain(extended), into.folder(), name, "extends");
        }
        library.put(value, whole);
    }

    /** A definition that extends none. */
    void put(Kind<?> into, YamlNode value, String key) {
        library.put(value, into.folder(), name, key);
    }

    void changed(String figure, double before, double after, String unit, Row from) {
        changes.add(new Calibration.Change(figure, before, after, unit, from.name()));
    }

    /** Notes why a row was left out; of several reasons the first. */
    void remark(Row row, String text) {
        if (remarks.stream().noneMatch(each -> each.line() == row.line())) {
            remarks.add(new Remark(row.line(), row.name() + ": " + text));
        }
    }

    void unused(Row row) {
        unused.add(row.name());
    }

    ScenarioException refused(Row row, String message, String advice) {
        return log.problem(row.line(), message, advice);
    }

    /** That a vCPU idles says nothing of why the rest was left out. */
    private Remark telling() {
        return remarks.stream()
                .filter(each -> !each.text().contains("idle"))
                .findFirst()
                .orElse(remarks.get(0));
    }

    /**
     * The calibration.
     *
     * @throws ScenarioException when not a single figure was found
     */
    Calibration done(LogContent content, String nothing) throws ScenarioException {
        if (changes.isEmpty()) {
            String because = remarks.isEmpty()
                    ? ""
                    : ": " + telling().text() + (remarks.size() > 1 ? ", and " + (remarks.size() - 1) + " more" : "");
            throw log.problem(
                    content.runs().get(0).rows().get(0).line(), "no figure of the model follows" + because, nothing);
        }
        return new Calibration(
                library.text(),
                base.technique().name() + " of " + base.hypervisor().name() + " on "
                        + base.host().name(),
                library.keys(),
                suite.text(),
                List.copyOf(changes),
                content.unread(),
                List.copyOf(remarks),
                List.copyOf(unused),
                clock.assumed() ? clock.words() : "");
    }
}
