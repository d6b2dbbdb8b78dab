// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CrosshairState;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYItemRendererState;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.IntervalXYDataset;
import org.jfree.data.xy.XYDataset;

/** Lines with markers, and a capped bar for the interval of each point that has one. */
@SuppressWarnings("serial") // the library's renderers are serializable, charts here are not
final class IntervalLines extends XYLineAndShapeRenderer {
    private static final double CAP = 3;

    IntervalLines() {
        super(true, true);
        setDrawSeriesLineAsPath(true);
        setDrawOutlines(false);
    }

    @Override
    public void drawItem(
            Graphics2D graphics,
            XYItemRendererState state,
            Rectangle2D area,
            PlotRenderingInfo info,
            XYPlot plot,
            ValueAxis xAxis,
            ValueAxis yAxis,
            XYDataset dataset,
            int series,
            int item,
            CrosshairState crosshair,
            int pass) {
        if (pass == 0 && dataset instanceof IntervalXYDataset intervals) {
            double low = intervals.getStartYValue(series, item);
            double high = intervals.getEndYValue(series, item);
            if (high > low) {
                RectangleEdge left = plot.getRangeAxisEdge();
                double x = xAxis.valueToJava2D(dataset.getXValue(series, item), area, plot.getDomainAxisEdge());
                double bottom = yAxis.valueToJava2D(Math.max(low, yAxis.getLowerBound()), area, left);
                graphics.setPaint(getItemPaint(series, item));
                graphics.setStroke(Theme.INTERVAL);
                graphics.draw(bar(x, bottom, yAxis.valueToJava2D(high, area, left)));
            }
        }
        super.drawItem(graphics, state, area, info, plot, xAxis, yAxis, dataset, series, item, crosshair, pass);
    }

    private static Path2D bar(double x, double bottom, double top) {
        Path2D bar = new Path2D.Double(new Line2D.Double(x, bottom, x, top));
        bar.append(new Line2D.Double(x - CAP, bottom, x + CAP, bottom), false);
        bar.append(new Line2D.Double(x - CAP, top, x + CAP, top), false);
        return bar;
    }
}
