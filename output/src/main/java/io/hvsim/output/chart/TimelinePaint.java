// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.annotations.AbstractXYAnnotation;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.PlotRenderingInfo;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;

/** Paints the rows of a timeline onto a plot whose range axis counts them from the top. */
@SuppressWarnings("serial") // the library's annotations are serializable, charts here are not
final class TimelinePaint extends AbstractXYAnnotation {
    /** Between the bars of two rows, as a share of a row. */
    private static final double GAP = 0.22;

    private static final double CHIP = 7;

    private final List<Row> rows;
    private final List<Mark> marks;
    private final long fromNs;
    private final long toNs;

    /**
     * A row.
     *
     * @param chip the colour before it
     */
    record Row(String name, Color chip, List<Block> blocks) {}

    /** A stretch of time in nanoseconds, and how much of it is painted in which colour. */
    record Block(long fromNs, long toNs, Map<Color, Long> parts) {}

    /** An instant in a row. */
    record Mark(int row, long atNs, Shape shape, boolean onTop) {}

    TimelinePaint(List<Row> rows, List<Mark> marks, long fromNs, long toNs) {
        this.rows = List.copyOf(rows);
        this.marks = List.copyOf(marks);
        this.fromNs = fromNs;
        this.toNs = toNs;
    }

    @Override
    public void draw(
            Graphics2D graphics,
            XYPlot plot,
            Rectangle2D area,
            ValueAxis times,
            ValueAxis numbers,
            int rendererIndex,
            PlotRenderingInfo info) {
        for (int i = 0; i < rows.size(); i++) {
            double top = y(i + GAP / 2, area, numbers);
            double height = y(i + 1 - GAP / 2, area, numbers) - top;
            graphics.setPaint(rows.get(i).chip());
            graphics.fill(new Rectangle2D.Double(area.getMinX(), top, CHIP, height));
            Map<Color, Path2D> paths = new LinkedHashMap<>();
            for (Block block : rows.get(i).blocks()) {
                add(block, top, height, area, times, paths);
            }
            paths.forEach((color, path) -> {
                graphics.setPaint(color);
                graphics.fill(path);
            });
        }
        graphics.setPaint(Theme.INK);
        for (Mark mark : marks) {
            double y = y(mark.row() + (mark.onTop() ? GAP : 1 - GAP), area, numbers);
            AffineTransform place = AffineTransform.getTranslateInstance(x(mark.atNs(), area, times), y);
            graphics.fill(place.createTransformedShape(mark.shape()));
        }
    }

    private void add(
            Block block, double top, double height, Rectangle2D area, ValueAxis times, Map<Color, Path2D> paths) {
        double left = x(block.fromNs(), area, times);
        double right = x(block.toNs(), area, times);
        double ns = block.toNs() - block.fromNs();
        double bottom = top + height;
        for (Map.Entry<Color, Long> part : block.parts().entrySet()) {
            double high = height * part.getValue() / ns;
            Path2D path = paths.computeIfAbsent(part.getKey(), color -> new Path2D.Double());
            path.append(new Rectangle2D.Double(left, bottom - high, right - left, high), false);
            bottom -= high;
        }
    }

    private double x(long ns, Rectangle2D area, ValueAxis times) {
        double share = (double) (ns - fromNs) / (toNs - fromNs);
        double left = times.valueToJava2D(fromNs / 1e9, area, RectangleEdge.BOTTOM);
        return left + share * (area.getMaxX() - left);
    }

    private static double y(double row, Rectangle2D area, ValueAxis numbers) {
        return numbers.valueToJava2D(row, area, RectangleEdge.LEFT);
    }
}
