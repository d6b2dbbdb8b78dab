// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.output.data.Layout;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.ui.Layer;

/**
 * One metric as groups of bars along the labels of an axis, one bar per series. Without an x axis each series is a group
 * of one bar.
 */
final class BarChart {
    private final Points points;
    private final ChartSpec spec;
    private final Layout layout;
    private final Reading reading;
    private final boolean single;
    private final List<String> categories;
    private final BarGroups groups;

    BarChart(Points points, ChartSpec spec) {
        this.points = points;
        this.spec = spec;
        this.layout = Layout.of(points, spec);
        this.reading = new Reading(points, spec, layout);
        List<String> series = layout.series().stream().map(Layout.Series::label).toList();
        this.single = spec.x().isEmpty();
        this.categories = single ? series : layout.xLabels();
        List<String> bars = single ? List.of("") : series;
        this.groups = new BarGroups(
                categories, bars, values(bars.size()), reading.unit(), reading.isNormalized(), spec.slo());
    }

    Chart draw() {
        CategoryPlot plot = groups.plot(reading.subject());
        if (reading.isNormalized()) {
            plot.addRangeMarker(new ValueMarker(1, Theme.GREY, Theme.HAIR), Layer.BACKGROUND);
        }
        Caption caption = new Caption(points, spec);
        caption.given(caption.replicationsAndInterval());
        caption.add(Wording.direction(spec.metrics().get(0)));
        caption.band(layout, "light boxes show");
        caption.add(Plots.hiddenLimit(spec, reading, Plots.limit(plot, spec, reading, groups.scale())));
        String title = caption.title(reading.subject() + (single ? "" : " by " + Wording.axis(spec.x())));
        JFreeChart drawing = Theme.framed(title, caption.subtitle(), groups.legend(), plot);
        return Plots.chart(
                spec, drawing, title, caption.subtitle(), groups.height(), Plots.data(spec, layout, reading));
    }

    private Reading.Value[][] values(int bars) {
        String metric = spec.metrics().get(0);
        Reading.Value[][] all = new Reading.Value[bars][categories.size()];
        for (int row = 0; row < bars; row++) {
            for (int column = 0; column < categories.size(); column++) {
                all[row][column] = single
                        ? reading.at(metric, "", layout.series().get(column))
                        : reading.at(
                                metric, categories.get(column), layout.series().get(row));
            }
        }
        return all;
    }
}
