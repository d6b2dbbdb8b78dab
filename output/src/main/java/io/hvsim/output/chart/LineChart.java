// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.output.data.Estimate;
import io.hvsim.output.data.Layout;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Quantity;
import io.hvsim.output.number.Unit;
import java.awt.BasicStroke;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.SeriesRenderingOrder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.DeviationRenderer;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/**
 * Metrics against the labels of one axis, one line per series. Several metrics of a series share its colour and differ in
 * dashes. Labels that are no numbers are spaced evenly.
 */
final class LineChart {
    private static final double AXIS_PIXELS = 790;
    private static final double SPARE = 1.02;

    private final Points points;
    private final ChartSpec spec;
    private final Layout layout;
    private final Reading reading;
    private final List<String> labels;
    private final Optional<List<Quantity>> quantities;

    LineChart(Points points, ChartSpec spec) {
        this.points = points;
        this.spec = spec;
        this.layout = Layout.of(points, spec);
        this.reading = new Reading(points, spec, layout);
        this.labels = layout.xLabels();
        this.quantities = Quantity.parseAll(labels);
    }

    Chart draw() {
        List<Reading.Value> all = new ArrayList<>();
        spec.metrics()
                .forEach(metric -> layout.series()
                        .forEach(series -> labels.forEach(label -> all.add(reading.at(metric, label, series)))));
        Scale scale = valueScale(all);
        XYPlot plot = new XYPlot();
        plot.setDomainAxis(xAxis());
        plot.setRangeAxis(valueAxis(scale, all));
        plot.setRenderer(0, lines());
        plot.setDataset(0, intervals(scale.log()));
        if (layout.bandLabels().size() > 1) {
            plot.setRenderer(1, bands());
            plot.setDataset(1, ranges(scale.log()));
        }
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.REVERSE);
        plot.setSeriesRenderingOrder(SeriesRenderingOrder.FORWARD);
        Plots.lightGrid(plot);
        boolean limitShown = Plots.limit(plot, spec, reading, scale);
        Caption caption = new Caption(points, spec);
        caption.given(caption.replicationsAndInterval());
        caption.band(layout, "shaded areas show");
        caption.add(Plots.hiddenLimit(spec, reading, limitShown));
        return Plots.chart(spec, caption.title(title()), caption.subtitle(), legend(), plot, data());
    }

    private String title() {
        return reading.subject() + (spec.x().isEmpty() ? "" : " against " + Wording.axis(spec.x()));
    }

    private Scale valueScale(List<Reading.Value> all) {
        double max = max(all);
        if (spec.slo() <= 3 * max) {
            max = Math.max(max, spec.slo());
        }
        double min = all.stream()
                .mapToDouble(Reading.Value::bottom)
                .filter(value -> value > 0)
                .min()
                .orElse(max / 10);
        return spec.logY() && max > 0
                ? Scale.decades(min, max * SPARE, reading.unit())
                : Scale.fromZero(max * SPARE, Unit.forValue(reading.unit(), max(all)));
    }

    private static double max(List<Reading.Value> all) {
        return all.stream()
                .mapToDouble(Reading.Value::top)
                .filter(Double::isFinite)
                .max()
                .orElse(1);
    }

    private ValueAxis valueAxis(Scale scale, List<Reading.Value> all) {
        Unit unit = Unit.forValue(reading.unit(), max(all));
        ValueAxis axis = scale.axis(scale.log() ? reading.subject() : unit.behind(reading.subject()));
        Theme.applyToValues(axis);
        return axis;
    }

    private ValueAxis xAxis() {
        List<Double> values = xValues();
        String name = spec.x().isEmpty() ? "" : Wording.capitalized(Wording.axis(spec.x()));
        List<String> shown = labels;
        boolean log = spec.logX() && values.stream().allMatch(value -> value > 0);
        if (quantities.isPresent()) {
            Unit unit = unitOf(quantities.get().get(0).unit(), values, log);
            name = unit.behind(name);
            shown = values.stream()
                    .map(value -> Decimal.brief(unit.of(value), 6))
                    .toList();
        }
        ValueAxis axis = Scale.around(values, shown, log, AXIS_PIXELS).axis(name);
        Theme.applyToBase(axis);
        return axis;
    }

    /** A logarithmic axis gives the least value as much room as the greatest, so the least must read well. */
    static Unit unitOf(String base, List<Double> values, boolean log) {
        return Unit.forValue(base, log ? Collections.min(values) : Collections.max(values));
    }

    private List<Double> xValues() {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            values.add(quantities.isPresent() ? quantities.get().get(i).value() : i + 1.0);
        }
        return values;
    }

    private YIntervalSeriesCollection intervals(boolean log) {
        return collection((series, x, value) -> {
            Estimate estimate = value.value();
            double mean = log && estimate.mean() <= 0 ? Double.NaN : estimate.mean();
            series.add(
                    x,
                    mean,
                    estimate.hasInterval() ? estimate.low() : mean,
                    estimate.hasInterval() ? estimate.high() : mean);
        });
    }

    private YIntervalSeriesCollection ranges(boolean log) {
        return collection((series, x, value) -> {
            if (value.hasBand() && !(log && value.bandLow() <= 0)) {
                series.add(x, value.value().mean(), value.bandLow(), value.bandHigh());
            }
        });
    }

    /** Adds what is drawn at one x to one line. */
    private interface Placing {
        void place(YIntervalSeries line, double x, Reading.Value value);
    }

    private YIntervalSeriesCollection collection(Placing placing) {
        YIntervalSeriesCollection collection = new YIntervalSeriesCollection();
        List<Double> values = xValues();
        for (Layout.Series series : layout.series()) {
            for (String metric : spec.metrics()) {
                YIntervalSeries line = new YIntervalSeries(series.label() + "/" + metric, false, true);
                for (int i = 0; i < labels.size(); i++) {
                    Reading.Value value = reading.at(metric, labels.get(i), series);
                    if (value.value().isPresent()) {
                        placing.place(line, values.get(i), value);
                    }
                }
                collection.addSeries(line);
            }
        }
        return collection;
    }

    private IntervalLines lines() {
        IntervalLines lines = new IntervalLines();
        int metrics = spec.metrics().size();
        for (int i = 0; i < layout.series().size() * metrics; i++) {
            lines.setSeriesPaint(i, Theme.series(i / metrics));
            lines.setSeriesStroke(i, Theme.metricLine(i % metrics));
            lines.setSeriesShape(i, Theme.marker(i / metrics));
        }
        return lines;
    }

    private DeviationRenderer bands() {
        DeviationRenderer bands = new DeviationRenderer(false, false);
        int metrics = spec.metrics().size();
        bands.setAlpha(0.16f);
        for (int i = 0; i < layout.series().size() * metrics; i++) {
            bands.setSeriesFillPaint(i, Theme.series(i / metrics));
        }
        return bands;
    }

    private List<LegendItem> legend() {
        List<LegendItem> legend = new ArrayList<>();
        List<Layout.Series> series = layout.series();
        for (int i = 0; i < series.size() && series.size() > 1; i++) {
            legend.add(Theme.line(series.get(i).label(), Theme.series(i), Theme.LINE, Theme.marker(i)));
        }
        for (int i = 0; i < spec.metrics().size() && spec.metrics().size() > 1; i++) {
            BasicStroke stroke = Theme.metricLine(i);
            legend.add(Theme.line(Wording.metric(spec.metrics().get(i)), Theme.GREY, stroke, null));
        }
        return legend;
    }

    private DataTable data() {
        return Plots.data(spec, layout, reading);
    }
}
