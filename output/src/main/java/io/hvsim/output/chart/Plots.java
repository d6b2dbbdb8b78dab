// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.output.data.Estimate;
import io.hvsim.output.data.Layout;
import io.hvsim.output.number.Unit;
import io.hvsim.output.picture.Picture;
import io.hvsim.output.picture.Roboto;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleAnchor;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;

/** What the kinds of chart share. */
final class Plots {
    private Plots() {}

    /** Puts the finished parts of a chart together, at the usual size. */
    static Chart chart(
            ChartSpec spec, String title, String subtitle, List<LegendItem> legend, Plot plot, DataTable data) {
        return chart(spec, Theme.framed(title, subtitle, legend, plot), title, subtitle, Theme.HEIGHT, data);
    }

    static Chart chart(ChartSpec spec, JFreeChart drawing, String title, String subtitle, int height, DataTable data) {
        Rectangle2D area = new Rectangle2D.Double(0, 0, Theme.WIDTH, height);
        Picture picture = new Picture(
                spec.name(), title, subtitle, Theme.WIDTH, height, graphics -> drawing.draw(graphics, area));
        return new Chart(picture, data);
    }

    static void lightGrid(XYPlot plot) {
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Theme.GRID);
        plot.setRangeGridlineStroke(Theme.HAIR);
        plot.setRangeZeroBaselineVisible(false);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    static void lightGrid(CategoryPlot plot) {
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(Theme.GRID);
        plot.setRangeGridlineStroke(Theme.HAIR);
        plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    }

    /** Draws the limit if it lies within {@code scale}; says whether it did. */
    static boolean limit(XYPlot plot, ChartSpec spec, Reading reading, Scale scale) {
        boolean within = isWithin(spec, reading, scale);
        if (within) {
            plot.addRangeMarker(limit(spec, reading, scale), Layer.FOREGROUND);
        }
        return within;
    }

    static boolean limit(CategoryPlot plot, ChartSpec spec, Reading reading, Scale scale) {
        boolean within = isWithin(spec, reading, scale);
        if (within) {
            plot.addRangeMarker(limit(spec, reading, scale), Layer.FOREGROUND);
        }
        return within;
    }

    /** What the subtitle says of a limit that could not be drawn. */
    static String hiddenLimit(ChartSpec spec, Reading reading, boolean shown) {
        boolean hidden = !shown && Double.isFinite(spec.slo()) && !reading.isNormalized();
        return hidden ? "the limit of " + Unit.exact(reading.unit(), spec.slo()) + " lies outside the picture" : "";
    }

    /** The values of a chart of metrics, in the units of the results. */
    static DataTable data(ChartSpec spec, Layout layout, Reading reading) {
        DataTable data = new DataTable(
                spec.x().isEmpty() ? "x" : spec.x(),
                "series",
                "vm",
                "metric",
                "unit",
                "value",
                "ci_low",
                "ci_high",
                "band_low",
                "band_high");
        for (Layout.Series series : layout.series()) {
            for (String metric : spec.metrics()) {
                for (String label : layout.xLabels()) {
                    Reading.Value value = reading.at(metric, label, series);
                    Estimate estimate = value.value();
                    data.row(
                            label,
                            series.label(),
                            reading.vm(metric),
                            metric,
                            reading.unit(),
                            estimate.mean(),
                            estimate.low(),
                            estimate.high(),
                            value.bandLow(),
                            value.bandHigh());
                }
            }
        }
        return data;
    }

    private static boolean isWithin(ChartSpec spec, Reading reading, Scale scale) {
        return !reading.isNormalized() && spec.slo() >= scale.low() && spec.slo() <= scale.high();
    }

    /** A dashed line at {@code value}, labelled with it. */
    static ValueMarker limit(double value, String baseUnit) {
        ValueMarker marker = new ValueMarker(value, Theme.LIMIT, Theme.LIMIT_LINE);
        marker.setLabel(Roboto.showable("SLO " + Unit.exact(baseUnit, value)));
        marker.setLabelFont(Theme.tickFont());
        marker.setLabelPaint(Theme.LIMIT);
        marker.setLabelBackgroundColor(Theme.CLEAR);
        marker.setLabelOffset(new RectangleInsets(4, 6, 4, 6));
        return marker;
    }

    private static ValueMarker limit(ChartSpec spec, Reading reading, Scale scale) {
        ValueMarker marker = limit(spec.slo(), reading.unit());
        marker.setLabelAnchor(RectangleAnchor.TOP_LEFT);
        boolean high = scale.fraction(spec.slo()) > 0.94;
        marker.setLabelTextAnchor(high ? TextAnchor.TOP_LEFT : TextAnchor.BOTTOM_LEFT);
        return marker;
    }
}
