// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.output.data.Layout;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.PooledCurve;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Unit;
import java.util.ArrayList;
import java.util.List;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/**
 * The distribution of latency over the requests of all replications, one line per point, on a logarithmic time axis. With
 * a logarithmic share axis the tail is shown instead: the share of requests that took longer.
 */
final class CdfChart {
    private static final int MOST_LINES = 8;
    private static final int STEPS = 500;
    /** The fastest of this share of requests do not stretch the time axis. */
    private static final double LEAST_SHARE = 0.001;

    private final Points points;
    private final ChartSpec spec;
    private final String vm;
    private final Focus focus;
    private final List<PooledCurve> curves;

    CdfChart(Points points, ChartSpec spec) {
        this.points = points;
        this.spec = spec;
        this.vm = spec.vm().isEmpty() ? points.vmFor("latency.p50") : spec.vm();
        this.focus = Focus.of(Layout.of(points, spec), spec, MOST_LINES, MOST_LINES);
        this.curves = focus.places().stream()
                .map(place -> PooledCurve.of(place.point(), vm, STEPS))
                .toList();
    }

    Chart draw() {
        DataTable data = new DataTable("series", "vm", "seconds", "share");
        XYSeriesCollection lines = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        List<LegendItem> legend = new ArrayList<>();
        for (int i = 0; i < curves.size(); i++) {
            String label = focus.places().get(i).label();
            lines.addSeries(line(label, curves.get(i), data));
            renderer.setSeriesPaint(i, Theme.series(i));
            renderer.setSeriesStroke(i, Theme.LINE);
            legend.add(Theme.line(label, Theme.series(i), Theme.LINE, null));
        }
        XYPlot plot = new XYPlot(lines, timeAxis(), shareAxis(lines), renderer);
        Plots.lightGrid(plot);
        plot.setDomainGridlinesVisible(true);
        plot.setDomainGridlinePaint(Theme.GRID);
        plot.setDomainGridlineStroke(Theme.HAIR);
        addLimit(plot);
        Caption caption = new Caption(points, spec);
        caption.given("Requests of " + vm + " from " + caption.replications());
        caption.add(focus.note());
        String by = spec.series().isEmpty() ? "" : ", by " + Wording.axis(spec.series());
        String title = caption.title((spec.logY() ? "Latency tail" : "Latency distribution") + by);
        return Plots.chart(spec, title, caption.subtitle(), curves.size() > 1 ? legend : List.of(), plot, data);
    }

    private XYSeries line(String label, PooledCurve curve, DataTable data) {
        XYSeries line = new XYSeries(label, false, true);
        for (int i = 0; i < curve.seconds().length; i++) {
            double share = curve.share()[i];
            data.row(label, vm, curve.seconds()[i], share);
            if (curve.seconds()[i] > 0 && (!spec.logY() || share < 1)) {
                line.add(curve.seconds()[i], spec.logY() ? 1 - share : share);
            }
        }
        return line;
    }

    private ValueAxis timeAxis() {
        double min = Double.POSITIVE_INFINITY;
        double max = 0;
        for (PooledCurve curve : curves) {
            for (int i = 0; i < curve.seconds().length; i++) {
                if (curve.seconds()[i] > 0 && curve.share()[i] >= LEAST_SHARE) {
                    min = Math.min(min, curve.seconds()[i]);
                    max = Math.max(max, curve.seconds()[i]);
                }
            }
        }
        Scale scale = max > 0 ? Scale.decades(min, max, "s") : Scale.decades(0.001, 1, "s");
        ValueAxis axis = scale.axis("Latency");
        Theme.applyToBase(axis);
        return axis;
    }

    private ValueAxis shareAxis(XYSeriesCollection lines) {
        double least = lines.getSeriesCount() == 0 ? Double.NaN : lines.getRangeLowerBound(false);
        ValueAxis axis = spec.logY() && least > 0
                ? Scale.decades(Math.min(least, 0.1), 1, "share").axis("Share of requests that took longer")
                : Scale.fromZero(1, Unit.forValue("share", 1)).upTo(1.01).axis("Share of requests (%)");
        Theme.applyToValues(axis);
        return axis;
    }

    private void addLimit(XYPlot plot) {
        if (Double.isFinite(spec.slo()) && plot.getDomainAxis().getRange().contains(spec.slo())) {
            ValueMarker marker = Plots.limit(spec.slo(), "s");
            marker.setLabelAnchor(RectangleAnchor.BOTTOM_RIGHT);
            marker.setLabelTextAnchor(TextAnchor.BOTTOM_LEFT);
            plot.addDomainMarker(marker, Layer.FOREGROUND);
        }
    }
}
