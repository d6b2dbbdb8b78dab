// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ChartSpec.Measured;
import io.hvsim.output.data.Estimate;
import io.hvsim.output.data.Layout;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;

/**
 * What a replayed trace measured beside what is simulated: a group for each VM group and metric, a bar for each point. Groups
 * that would be empty are left out.
 */
final class MeasuredChart {
    private static final int MOST_POINTS = 7;

    private final Points points;
    private final ChartSpec spec;
    private final Focus focus;
    private final List<Measured> shown;

    MeasuredChart(Points points, ChartSpec spec) {
        this.points = points;
        this.spec = spec;
        this.focus = Focus.of(Layout.of(points, spec), spec, MOST_POINTS, MOST_POINTS);
        this.shown = spec.measured().stream()
                .filter(each -> each.mean() > 0
                        || focus.places().stream()
                                .anyMatch(place -> simulated(place, each).mean() > 0))
                .toList();
    }

    Chart draw() {
        List<String> bars = new ArrayList<>(List.of("measured"));
        focus.places().forEach(place -> bars.add(place.label().isEmpty() ? "simulated" : place.label()));
        List<String> metrics = shown.stream().map(Measured::metric).distinct().toList();
        List<String> groups = shown.stream()
                .map(each -> each.vm() + (metrics.size() > 1 ? " " + Wording.metric(each.metric()) : ""))
                .toList();
        String subject = metrics.stream().map(Wording::metric).collect(Collectors.joining(" and "));
        BarGroups drawn = new BarGroups(groups, bars, values(bars.size()), unit(), false, Double.NaN);
        Caption caption = new Caption(points, spec);
        caption.given(caption.replicationsAndInterval()).add(focus.note());
        String title = caption.title(Wording.capitalized(subject) + ": measured and simulated");
        JFreeChart chart =
                Theme.framed(title, caption.subtitle(), drawn.legend(), drawn.plot(Wording.capitalized(subject)));
        return Plots.chart(spec, chart, title, caption.subtitle(), drawn.height(), data(bars));
    }

    private String unit() {
        return shown.stream()
                .map(each -> points.unit(each.vm(), each.metric()))
                .findFirst()
                .orElse("share");
    }

    private Reading.Value[][] values(int bars) {
        Reading.Value[][] values = new Reading.Value[bars][shown.size()];
        for (int column = 0; column < shown.size(); column++) {
            for (int row = 0; row < bars; row++) {
                values[row][column] = new Reading.Value(estimate(row, shown.get(column)), Double.NaN, Double.NaN);
            }
        }
        return values;
    }

    private Estimate estimate(int bar, Measured measured) {
        return bar == 0
                ? new Estimate(measured.mean(), Double.NaN, Double.NaN)
                : simulated(focus.places().get(bar - 1), measured);
    }

    private static Estimate simulated(Focus.Place place, Measured measured) {
        return Points.estimate(place.point(), measured.vm(), measured.metric());
    }

    private DataTable data(List<String> bars) {
        DataTable data = new DataTable("vm", "metric", "series", "unit", "value", "ci_low", "ci_high");
        for (Measured measured : shown) {
            for (int bar = 0; bar < bars.size(); bar++) {
                Estimate value = estimate(bar, measured);
                data.row(
                        measured.vm(),
                        measured.metric(),
                        bars.get(bar),
                        unit(),
                        value.mean(),
                        value.low(),
                        value.high());
            }
        }
        return data;
    }
}
