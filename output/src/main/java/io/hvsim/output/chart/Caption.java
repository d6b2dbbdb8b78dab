// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.Spread;
import io.hvsim.output.data.Layout;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.List;

/** The words above a chart. */
final class Caption {
    private final Points points;
    private final ChartSpec spec;
    private final List<String> sentences = new ArrayList<>();

    Caption(Points points, ChartSpec spec) {
        this.points = points;
        this.spec = spec;
    }

    /** The title that the scenario gives, else {@code otherwise}. */
    String title(String otherwise) {
        return spec.title().isEmpty() ? otherwise : spec.title();
    }

    /** The subtitle that the scenario gives, or replications and interval; then what was added. */
    String subtitle() {
        return String.join("; ", sentences);
    }

    Caption given(String otherwise) {
        return add(spec.subtitle().isEmpty() ? otherwise : spec.subtitle());
    }

    Caption add(String sentence) {
        if (!sentence.isEmpty()) {
            sentences.add(sentence);
        }
        return this;
    }

    /** How the range of a band is drawn, in words; nothing without a band. */
    Caption band(Layout layout, String drawn) {
        List<String> labels = layout.bandLabels();
        if (labels.size() < 2) {
            return this;
        }
        return add(drawn + " the range over " + Wording.axis(spec.band()) + " (" + String.join(", ", labels) + ")");
    }

    /** Which label of the band a chart without one shows; nothing where there is no choice. */
    Caption figures(Layout layout) {
        List<String> labels = layout.bandLabels();
        return labels.size() < 2 ? this : add(Wording.axis(spec.band()) + ": " + labels.get(0));
    }

    /** How many replications each point has. */
    String replications() {
        IntSummaryStatistics counts = points.all().stream()
                .mapToInt(point -> point.replications().size())
                .summaryStatistics();
        if (points.result().spread() == Spread.FIGURES) {
            return Wording.count(counts.getMax(), "sample") + " of uncertain figures per point";
        }
        if (counts.getMin() == counts.getMax()) {
            return Wording.count(counts.getMax(), "replication") + " per point";
        }
        return counts.getMin() + " to " + counts.getMax() + " replications per point";
    }

    /** The same, and what the thin bars are where there are any. */
    String replicationsAndInterval() {
        boolean intervals =
                points.all().stream().anyMatch(point -> point.replications().size() > 1);
        return replications() + (intervals ? "; thin bars show the " + Wording.interval(points.result()) : "");
    }
}
