// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.output.picture.Roboto;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.block.FlowArrangement;
import org.jfree.chart.plot.Plot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.VerticalAlignment;

/**
 * How all charts look: Roboto, the colours of Okabe and Ito (told apart with every kind of colour vision), titles at the
 * left, no frames, a light grid.
 */
final class Theme {
    static final int WIDTH = 900;
    static final int HEIGHT = 520;

    static final Color PAPER = Color.WHITE;
    static final Color INK = new Color(0x1F2933);
    static final Color GREY = new Color(0x616E7C);
    static final Color GRID = new Color(0xE4E7EB);
    static final Color AXIS = new Color(0x9AA5B1);
    /** What is not painted at all. */
    static final Color CLEAR = new Color(255, 255, 255, 0);

    static final Color LIMIT = new Color(0xB3261E);
    /** Text on coloured areas; told apart from {@link #INK} and {@link #PAPER}, which a dark page may exchange. */
    static final Color DARK_LABEL = new Color(0x1F2934);

    static final Color LIGHT_LABEL = new Color(0xFEFEFE);

    private static final List<Color> SERIES = List.of(
            new Color(0x0072B2),
            new Color(0xD55E00),
            new Color(0x009E73),
            new Color(0xCC79A7),
            new Color(0xE69F00),
            new Color(0x56B4E9),
            new Color(0x7B5EA7),
            new Color(0x52606D));

    static final BasicStroke LINE = round(2.2f);
    static final BasicStroke THIN_LINE = round(0.9f);
    static final BasicStroke INTERVAL = new BasicStroke(1.2f);
    static final BasicStroke HAIR = new BasicStroke(1);
    static final BasicStroke LIMIT_LINE = dashed(1.4f, 6, 4);
    private static final List<BasicStroke> METRIC_LINES =
            List.of(LINE, dashed(2.2f, 7, 5), dashed(2.2f, 2, 4), dashed(2.2f, 9, 4, 2, 4));

    private Theme() {}

    static Font titleFont() {
        return Roboto.MEDIUM.at(18);
    }

    static Font textFont() {
        return Roboto.REGULAR.at(12.5);
    }

    static Font tickFont() {
        return Roboto.REGULAR.at(12);
    }

    static Font headingFont() {
        return Roboto.MEDIUM.at(12);
    }

    static Font valueFont() {
        return Roboto.REGULAR.at(11);
    }

    /** The colour of the {@code index}th series; after eight they come again, lighter. */
    static Color series(int index) {
        Color color = SERIES.get(index % SERIES.size());
        return index / SERIES.size() % 2 == 0 ? color : lighter(color);
    }

    /** The line of the {@code index}th metric of a series: solid, dashed, dotted. */
    static BasicStroke metricLine(int index) {
        return METRIC_LINES.get(index % METRIC_LINES.size());
    }

    /** The marker of the {@code index}th series. */
    static Shape marker(int index) {
        return switch (index % 6) {
            case 0 -> new Ellipse2D.Double(-4, -4, 8, 8);
            case 1 -> new Rectangle2D.Double(-3.5, -3.5, 7, 7);
            case 2 -> polygon(0, -5, 4.6, 3.4, -4.6, 3.4);
            case 3 -> polygon(0, -5, 5, 0, 0, 5, -5, 0);
            case 4 -> polygon(0, 5, 4.6, -3.4, -4.6, -3.4);
            default ->
                polygon(
                        -1.5, -4.5, 1.5, -4.5, 1.5, -1.5, 4.5, -1.5, 4.5, 1.5, 1.5, 1.5, 1.5, 4.5, -1.5, 4.5, -1.5, 1.5,
                        -4.5, 1.5, -4.5, -1.5, -1.5, -1.5);
        };
    }

    /** White or near black, whichever reads better on {@code fill}. */
    static Color labelOn(Color fill) {
        double luminance = 0.299 * fill.getRed() + 0.587 * fill.getGreen() + 0.114 * fill.getBlue();
        return luminance > 140 ? DARK_LABEL : LIGHT_LABEL;
    }

    /** A legend entry for an area. */
    static LegendItem swatch(String label, Color color) {
        return item(label, new Rectangle2D.Double(-5, -5, 10, 10), false, LINE, color);
    }

    /** A legend entry for a mark. */
    static LegendItem marker(String label, Shape shape) {
        return item(label, shape, false, LINE, INK);
    }

    /** A legend entry for a line, with {@code marker} or, when that is null, without. */
    static LegendItem line(String label, Color color, BasicStroke stroke, Shape marker) {
        return item(label, marker, true, stroke, color);
    }

    /** Puts {@code plot} under its title, subtitle and legend. */
    static JFreeChart framed(String title, String subtitle, List<LegendItem> legend, Plot plot) {
        plot.setOutlineVisible(false);
        plot.setBackgroundPaint(PAPER);
        plot.setInsets(new RectangleInsets(14, 0, 0, 8));
        JFreeChart chart = new JFreeChart(null, titleFont(), plot, false);
        chart.setBackgroundPaint(PAPER);
        chart.setBorderVisible(false);
        chart.setPadding(new RectangleInsets(14, 20, 12, 16));
        hints(chart);
        chart.addSubtitle(text(title, titleFont(), INK, 0));
        if (!subtitle.isEmpty()) {
            chart.addSubtitle(text(subtitle, textFont(), GREY, 4));
        }
        if (!legend.isEmpty()) {
            chart.addSubtitle(legend(legend));
        }
        return chart;
    }

    static void apply(CategoryAxis axis) {
        common(axis);
        axis.setTickMarksVisible(false);
        axis.setAxisLinePaint(AXIS);
        axis.setLowerMargin(0.01);
        axis.setUpperMargin(0.01);
    }

    static void applyToValues(ValueAxis axis) {
        common(axis);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
    }

    static void applyToBase(ValueAxis axis) {
        common(axis);
        axis.setAxisLinePaint(AXIS);
        axis.setTickMarkPaint(AXIS);
        axis.setTickMarkOutsideLength(4);
    }

    private static void common(Axis axis) {
        axis.setLabelFont(textFont());
        axis.setLabelPaint(GREY);
        axis.setTickLabelFont(tickFont());
        axis.setTickLabelPaint(INK);
        axis.setAxisLineStroke(HAIR);
        axis.setLabelInsets(new RectangleInsets(6, 4, 2, 4));
    }

    private static void hints(JFreeChart chart) {
        RenderingHints hints = new RenderingHints(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        hints.put(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        hints.put(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        hints.put(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        chart.setRenderingHints(hints);
    }

    private static TextTitle text(String words, Font font, Color color, double above) {
        TextTitle text = new TextTitle(Roboto.showable(words), font);
        text.setPaint(color);
        text.setHorizontalAlignment(HorizontalAlignment.LEFT);
        text.setTextAlignment(HorizontalAlignment.LEFT);
        text.setPadding(new RectangleInsets(above, 0, 0, 0));
        return text;
    }

    private static LegendTitle legend(List<LegendItem> items) {
        LegendItemCollection all = new LegendItemCollection();
        items.forEach(all::add);
        LegendTitle legend = new LegendTitle(
                () -> all,
                new FlowArrangement(HorizontalAlignment.LEFT, VerticalAlignment.CENTER, 14, 3),
                new FlowArrangement());
        legend.setPosition(RectangleEdge.TOP);
        legend.setHorizontalAlignment(HorizontalAlignment.LEFT);
        legend.setFrame(BlockBorder.NONE);
        legend.setItemFont(tickFont());
        legend.setItemPaint(INK);
        legend.setItemLabelPadding(new RectangleInsets(2, 4, 2, 0));
        legend.setLegendItemGraphicPadding(new RectangleInsets(2, 0, 2, 2));
        legend.setMargin(new RectangleInsets(8, 0, 0, 0));
        return legend;
    }

    private static LegendItem item(String label, Shape shape, boolean line, BasicStroke stroke, Color color) {
        return new LegendItem(
                Roboto.showable(label),
                null,
                null,
                null,
                shape != null,
                shape == null ? new Rectangle2D.Double() : shape,
                true,
                color,
                false,
                color,
                HAIR,
                line,
                line ? new Line2D.Double(-12, 0, 12, 0) : new Line2D.Double(),
                stroke,
                color);
    }

    /** {@code color} with an opacity of 0 to 255. */
    static Color faint(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    private static Color lighter(Color color) {
        return new Color((color.getRed() + 255) / 2, (color.getGreen() + 255) / 2, (color.getBlue() + 255) / 2);
    }

    private static BasicStroke round(float width) {
        return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    private static BasicStroke dashed(float width, float... dashes) {
        return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
    }

    private static Shape polygon(double... points) {
        Path2D path = new Path2D.Double();
        path.moveTo(points[0], points[1]);
        for (int i = 2; i < points.length; i += 2) {
            path.lineTo(points[i], points[i + 1]);
        }
        path.closePath();
        return path;
    }
}
