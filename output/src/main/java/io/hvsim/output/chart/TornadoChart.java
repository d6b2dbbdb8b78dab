// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Influence;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.data.Estimate;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Unit;
import io.hvsim.output.picture.Roboto;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.renderer.category.IntervalBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.ui.Layer;
import org.jfree.data.category.DefaultIntervalCategoryDataset;

/**
 * What uncertain figures do to a metric: a bar for each from the metric's mean where the figure is in the lowest fifth of its
 * range to that where it is in the highest, the longest on top, around the mean over all samples. Drawn where the band of the
 * metric is widest.
 */
final class TornadoChart {
    private static final List<String> METRICS = List.of("makespan", "throughput", "latency.p99");
    private static final double LABELS_SHARE = 0.42;
    private static final double ROOM = 0.06;
    private static final double WIDEST_BAR = 0.08;

    private final Points points;
    private final ChartSpec spec;
    private final String metric;
    private final PointResult point;
    private final List<Influence> influences;

    TornadoChart(Points points, ChartSpec spec) {
        this.points = points;
        this.spec = spec;
        this.metric = spec.metrics().get(0);
        this.point = widest(points, spec.vm(), metric)
                .orElseThrow(() -> new IllegalArgumentException(
                        "chart '" + spec.name() + "': no uncertain figure moves " + spec.vm() + "." + metric));
        this.influences = influences(points.result(), point, spec.vm(), metric);
    }

    /** One for each VM group that uncertain figures move: of the main metric that they move most. */
    static List<ChartSpec> specs(ExperimentResult result) {
        Points points = new Points(result);
        List<ChartSpec> specs = new ArrayList<>();
        for (String vm : points.vms()) {
            METRICS.stream()
                    .filter(metric -> widest(points, vm, metric).isPresent())
                    .max(Comparator.comparingDouble(
                            metric -> width(widest(points, vm, metric).get(), vm, metric)))
                    .ifPresent(metric -> specs.add(spec(points, vm, metric)));
        }
        return specs;
    }

    private static ChartSpec spec(Points points, String vm, String metric) {
        return new ChartSpec(
                points.vms().size() > 1 ? "tornado-" + vm : "tornado",
                ChartSpec.Kind.TORNADO,
                "",
                "",
                "",
                "",
                List.of(metric),
                vm,
                "",
                Double.NaN,
                "",
                false,
                false);
    }

    private static Optional<PointResult> widest(Points points, String vm, String metric) {
        return points.all().stream()
                .filter(each -> !influences(points.result(), each, vm, metric).isEmpty())
                .max(Comparator.comparingDouble(each -> width(each, vm, metric)));
    }

    /** The band as a share of the mean. */
    private static double width(PointResult point, String vm, String metric) {
        Estimate estimate = Points.estimate(point, vm, metric);
        return (estimate.high() - estimate.low()) / estimate.mean();
    }

    private static List<Influence> influences(ExperimentResult result, PointResult point, String vm, String metric) {
        return result.influences().stream()
                .filter(each -> each.axes().equals(point.axes())
                        && each.vm().equals(vm)
                        && each.metric().equals(metric))
                .sorted(Comparator.comparingDouble(each -> -Math.abs(each.high() - each.low())))
                .toList();
    }

    Chart draw() {
        Caption caption = new Caption(points, spec);
        String where = point.axes().entrySet().stream()
                .map(axis -> Wording.label(axis.getKey(), axis.getValue()))
                .collect(Collectors.joining(", "));
        caption.given((where.isEmpty() ? "" : "at " + where + "; ") + caption.replications());
        caption.add(Wording.direction(metric));
        String title = caption.title("What uncertain figures do to " + Wording.metric(metric)
                + (points.vms().size() > 1 ? " of " + spec.vm() : ""));
        List<LegendItem> legend = List.of(
                Theme.swatch("figure in the lowest fifth of its range", Theme.series(0)),
                Theme.swatch("in the highest fifth", Theme.series(1)));
        JFreeChart drawing = Theme.framed(title, caption.subtitle(), legend, plot());
        return Plots.chart(spec, drawing, title, caption.subtitle(), Theme.HEIGHT, data());
    }

    private CategoryPlot plot() {
        double mean = Points.estimate(point, spec.vm(), metric).mean();
        double least = mean;
        double most = mean;
        for (Influence each : influences) {
            least = Math.min(least, Math.min(each.low(), each.high()));
            most = Math.max(most, Math.max(each.low(), each.high()));
        }
        String unit = points.unit(spec.vm(), metric);
        double room = ROOM * (most - least);
        Unit shown = Unit.forValue(unit, most);
        ValueAxis values = Scale.between(least - room, most + room, shown)
                .axis(shown.behind(Wording.capitalized(Wording.metric(metric))));
        Theme.applyToValues(values);
        CategoryPlot plot =
                new CategoryPlot(bars(mean, Influence::low), categories(), values, renderer(Theme.series(0)));
        plot.setDataset(1, bars(mean, Influence::high));
        plot.setRenderer(1, renderer(Theme.series(1)));
        Plots.lightGrid(plot);
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);
        plot.addRangeMarker(new ValueMarker(mean, Theme.GREY, Theme.HAIR), Layer.FOREGROUND);
        return plot;
    }

    private static CategoryAxis categories() {
        CategoryAxis axis = new CategoryAxis();
        Theme.apply(axis);
        axis.setCategoryMargin(0.3);
        axis.setMaximumCategoryLabelLines(2);
        axis.setMaximumCategoryLabelWidthRatio((float) LABELS_SHARE);
        return axis;
    }

    /** A bar for each figure from {@code mean} to one side. */
    private DefaultIntervalCategoryDataset bars(double mean, ToDoubleFunction<Influence> side) {
        Double[] starts = influences.stream()
                .map(each -> Math.min(mean, side.applyAsDouble(each)))
                .toArray(Double[]::new);
        Double[] ends = influences.stream()
                .map(each -> Math.max(mean, side.applyAsDouble(each)))
                .toArray(Double[]::new);
        String[] figures =
                influences.stream().map(each -> Roboto.showable(each.figure())).toArray(String[]::new);
        return new DefaultIntervalCategoryDataset(
                new String[] {"effect"}, figures, new Double[][] {starts}, new Double[][] {ends});
    }

    private static IntervalBarRenderer renderer(Color colour) {
        IntervalBarRenderer renderer = new IntervalBarRenderer();
        renderer.setBarPainter(new StandardBarPainter());
        renderer.setShadowVisible(false);
        renderer.setMaximumBarWidth(WIDEST_BAR);
        renderer.setSeriesPaint(0, colour);
        return renderer;
    }

    private DataTable data() {
        DataTable data =
                new DataTable("figure", "vm", "metric", "unit", "low", "high", "first_order", "rank_correlation");
        influences.forEach(each -> data.row(
                each.figure(),
                each.vm(),
                metric,
                points.unit(spec.vm(), metric),
                each.low(),
                each.high(),
                each.firstOrder(),
                each.rankCorrelation()));
        return data;
    }
}
