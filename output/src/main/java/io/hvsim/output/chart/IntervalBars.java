// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.function.DoubleUnaryOperator;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.CategoryItemRendererState;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;

/** Bars with a thick light whisker for the band, a thin dark one for the interval, and the value where it has room. */
@SuppressWarnings("serial") // the library's renderers are serializable, charts here are not
final class IntervalBars extends BarRenderer {
    private static final Color BAND = new Color(255, 255, 255, 150);
    private static final Color BAND_EDGE = new Color(31, 41, 51, 150);
    private static final BasicStroke BAND_LINE = new BasicStroke(0.8f);
    private static final double LABEL_GAP = 4;

    private final Reading.Value[][] values;
    private final String[][] labels;

    /**
     * @param values by series and category
     * @param labels what is written at the end of each bar, or null for nothing
     */
    IntervalBars(Reading.Value[][] values, String[][] labels) {
        this.values = values;
        this.labels = labels;
        setBarPainter(new StandardBarPainter());
        setShadowVisible(false);
        setDrawBarOutline(false);
    }

    @Override
    public void drawItem(
            Graphics2D graphics,
            CategoryItemRendererState state,
            Rectangle2D area,
            CategoryPlot plot,
            CategoryAxis categoryAxis,
            ValueAxis valueAxis,
            CategoryDataset dataset,
            int row,
            int column,
            int pass) {
        super.drawItem(graphics, state, area, plot, categoryAxis, valueAxis, dataset, row, column, pass);
        Reading.Value value = values[row][column];
        if (!value.value().isPresent()) {
            return;
        }
        PlotOrientation orientation = plot.getOrientation();
        double start = calculateBarW0(plot, orientation, area, categoryAxis, state, row, column);
        Place place = new Place(
                orientation == PlotOrientation.HORIZONTAL,
                start + state.getBarWidth() / 2,
                at -> valueAxis.valueToJava2D(at, area, plot.getRangeAxisEdge()));
        whiskers(graphics, value, place, state.getBarWidth());
        if (labels != null) {
            label(graphics, labels[row][column], place, value.top());
        }
    }

    /** Where one bar is: its middle across, and where values lie along it. */
    private record Place(boolean horizontal, double middle, DoubleUnaryOperator along) {
        Line2D from(double low, double high) {
            double start = along.applyAsDouble(low);
            double end = along.applyAsDouble(high);
            return horizontal
                    ? new Line2D.Double(start, middle, end, middle)
                    : new Line2D.Double(middle, start, middle, end);
        }

        Line2D across(double value, double half) {
            double at = along.applyAsDouble(value);
            return horizontal
                    ? new Line2D.Double(at, middle - half, at, middle + half)
                    : new Line2D.Double(middle - half, at, middle + half, at);
        }
    }

    private static void whiskers(Graphics2D graphics, Reading.Value value, Place place, double width) {
        if (value.hasBand()) {
            Shape band = new BasicStroke((float) Math.min(7, width * 0.5), BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER)
                    .createStrokedShape(place.from(value.bandLow(), value.bandHigh()));
            graphics.setPaint(BAND);
            graphics.fill(band);
            graphics.setPaint(BAND_EDGE);
            graphics.setStroke(BAND_LINE);
            graphics.draw(band);
        }
        if (value.value().hasInterval() && value.value().high() > value.value().low()) {
            double cap = Math.min(3, width * 0.3);
            double low = Math.max(0, value.value().low());
            graphics.setPaint(Theme.INK);
            graphics.setStroke(Theme.INTERVAL);
            graphics.draw(place.from(low, value.value().high()));
            graphics.draw(place.across(low, cap));
            graphics.draw(place.across(value.value().high(), cap));
        }
    }

    private static void label(Graphics2D graphics, String label, Place place, double top) {
        float at = (float) place.along.applyAsDouble(top);
        float middle = (float) place.middle;
        graphics.setFont(Theme.valueFont());
        graphics.setPaint(Theme.INK);
        if (place.horizontal) {
            TextUtils.drawAlignedString(label, graphics, at + (float) LABEL_GAP, middle, TextAnchor.CENTER_LEFT);
        } else {
            TextUtils.drawAlignedString(label, graphics, middle, at - (float) LABEL_GAP + 1, TextAnchor.BOTTOM_CENTER);
        }
    }
}
