// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.TimeSeries;
import io.hvsim.output.data.Layout;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Unit;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.IntervalMarker;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * A metric over simulated time: per point the mean over replications, and each replication as a thin line. The warm-up
 * that was left out is shaded.
 */
final class TimeSeriesChart {
    private static final int MOST_POINTS = 4;
    private static final int MOST_THIN_LINES = 40;
    private static final double NANOS = 1e-9;
    private static final int THIN_ALPHA = 90;
    private static final Color WARMUP = new Color(0xF1F3F5);

    private final Points points;
    private final ChartSpec spec;
    private final String metric;
    private final Focus focus;
    private final DataTable data = new DataTable("series", "vm", "metric", "unit", "replication", "seconds", "value");
    private final XYSeriesCollection means = new XYSeriesCollection();
    private final XYSeriesCollection singles = new XYSeriesCollection();
    private final XYLineAndShapeRenderer meanLines = lines();
    private final XYLineAndShapeRenderer singleLines = lines();
    private final List<LegendItem> legend = new ArrayList<>();
    private String unit = "";
    private double end;

    TimeSeriesChart(Points points, ChartSpec spec) {
        this.points = points;
        this.spec = spec;
        this.metric = spec.metrics().isEmpty() ? "throughput" : spec.metrics().get(0);
        this.focus = Focus.of(Layout.of(points, spec), spec, MOST_POINTS, MOST_POINTS);
    }

    Chart draw() {
        focus.places().forEach(this::addPlace);
        if (means.getSeriesCount() == 0) {
            throw new IllegalArgumentException("chart '" + spec.name() + "': no time series of " + metric);
        }
        if (end == 0) {
            throw new IllegalArgumentException(
                    "chart '" + spec.name() + "': the runs end before the first interval of their time series does");
        }
        XYPlot plot = new XYPlot(means, timeAxis(), valueAxis(), meanLines);
        plot.setDataset(1, singles);
        plot.setRenderer(1, singleLines);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.REVERSE);
        Plots.lightGrid(plot);
        markWarmup(plot);
        Caption caption = new Caption(points, spec);
        boolean thin = singles.getSeriesCount() > 0;
        caption.given("Mean of " + caption.replications() + (thin ? "; thin lines are single replications" : ""));
        caption.add(focus.note());
        String title = caption.title(Wording.capitalized(Wording.metric(metric)) + " over simulated time");
        return Plots.chart(spec, title, caption.subtitle(), legend.size() > 1 ? legend : List.of(), plot, data);
    }

    private void addPlace(Focus.Place place) {
        List<TimeSeries> singly = new ArrayList<>();
        MeanSeries all = new MeanSeries();
        for (RunResult run : place.point().replications()) {
            timeSeries(run).ifPresent(series -> {
                all.add(series);
                if (singly.size() <= MOST_THIN_LINES) {
                    singly.add(series);
                }
            });
        }
        if (singly.isEmpty()) {
            return;
        }
        Color color = Theme.series(means.getSeriesCount());
        unit = singly.get(0).unit();
        XYSeries mean = line(place.label(), "mean", all.mean(singly.get(0)), place.label());
        meanLines.setSeriesPaint(means.getSeriesCount(), color);
        meanLines.setSeriesStroke(means.getSeriesCount(), Theme.LINE);
        means.addSeries(mean);
        legend.add(Theme.line(place.label(), color, Theme.LINE, null));
        boolean thin = singly.size() > 1 && singly.size() * focus.places().size() <= MOST_THIN_LINES;
        for (int i = 0; i < singly.size() && thin; i++) {
            singleLines.setSeriesPaint(singles.getSeriesCount(), Theme.faint(color, THIN_ALPHA));
            singleLines.setSeriesStroke(singles.getSeriesCount(), Theme.THIN_LINE);
            singles.addSeries(line(place.label(), Integer.toString(i), singly.get(i), place.label() + "/" + i));
        }
    }

    private Optional<TimeSeries> timeSeries(RunResult run) {
        return run.timeSeries().stream()
                .filter(series -> series.name().equals(metric))
                .filter(series -> spec.vm().isEmpty() || series.vm().equals(spec.vm()))
                .findFirst();
    }

    /** The mean of what the replications have in each interval, as long as the shortest of them. */
    private static final class MeanSeries {
        private final List<DoubleSummaryStatistics> intervals = new ArrayList<>();
        private int shortest = Integer.MAX_VALUE;

        void add(TimeSeries series) {
            shortest = Math.min(shortest, series.values().length);
            for (int i = 0; i < shortest; i++) {
                if (i == intervals.size()) {
                    intervals.add(new DoubleSummaryStatistics());
                }
                if (Double.isFinite(series.values()[i])) {
                    intervals.get(i).accept(series.values()[i]);
                }
            }
        }

        TimeSeries mean(TimeSeries like) {
            double[] means = intervals.stream()
                    .limit(shortest)
                    .mapToDouble(interval -> interval.getCount() == 0 ? Double.NaN : interval.getAverage())
                    .toArray();
            return new TimeSeries(like.vm(), like.name(), like.unit(), like.intervalNs(), means);
        }
    }

    private XYSeries line(String series, String replication, TimeSeries values, String key) {
        XYSeries line = new XYSeries(key, false, true);
        for (int i = 0; i < values.values().length; i++) {
            double seconds = (i + 0.5) * values.intervalNs() * NANOS;
            data.row(series, values.vm(), metric, unit, replication, seconds, values.values()[i]);
            line.add(seconds, values.values()[i]);
        }
        end = Math.max(end, values.values().length * values.intervalNs() * NANOS);
        return line;
    }

    private ValueAxis timeAxis() {
        Unit time = Unit.forValue("s", end);
        ValueAxis axis = Scale.between(0, end, time).axis(time.behind("Simulated time"));
        Theme.applyToBase(axis);
        return axis;
    }

    private ValueAxis valueAxis() {
        double max = Math.max(top(means), top(singles));
        Unit shown = Unit.forValue(unit, max);
        ValueAxis axis = Scale.fromZero(max, shown).axis(shown.behind(Wording.capitalized(Wording.metric(metric))));
        Theme.applyToValues(axis);
        return axis;
    }

    private static double top(XYSeriesCollection lines) {
        return IntStream.range(0, lines.getSeriesCount())
                .mapToObj(lines::getSeries)
                .flatMapToDouble(line -> Arrays.stream(line.toArray()[1]))
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    private void markWarmup(XYPlot plot) {
        double warmup = focus.places().stream()
                .mapToDouble(place -> place.point().warmupNs() * NANOS)
                .max()
                .orElse(0);
        if (warmup <= 0) {
            return;
        }
        IntervalMarker marker = new IntervalMarker(0, warmup, WARMUP);
        marker.setAlpha(1);
        plot.addDomainMarker(marker, Layer.BACKGROUND);
        ValueMarker cut = new ValueMarker(warmup, Theme.AXIS, Theme.HAIR);
        cut.setLabel("measured from " + Unit.exact("s", warmup) + " on");
        cut.setLabelFont(Theme.valueFont());
        cut.setLabelPaint(Theme.GREY);
        cut.setLabelBackgroundColor(Theme.CLEAR);
        cut.setLabelAnchor(RectangleAnchor.TOP_RIGHT);
        cut.setLabelTextAnchor(TextAnchor.TOP_LEFT);
        cut.setLabelOffset(new RectangleInsets(2, 5, 2, 5));
        plot.addDomainMarker(cut, Layer.FOREGROUND);
    }

    private static XYLineAndShapeRenderer lines() {
        XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer(true, false);
        lines.setDrawSeriesLineAsPath(true);
        return lines;
    }
}
