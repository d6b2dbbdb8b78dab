// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.picture;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.util.ArrayList;
import java.util.List;

/**
 * The area that a stroke covers, as overlapping quadrilaterals and discs that all turn the same way, to be filled by the
 * non-zero rule. {@link BasicStroke#createStrokedShape} gives other outlines on JDK 25 than on 17.
 *
 * <p>Differs from it in: mitred joins are exact at right angles only, which are the only ones in charts.
 */
final class StrokedArea {
    private static final double FLATNESS = 0.05;
    private static final int CORNERS = 24;
    private static final double[] COSINES = new double[CORNERS];
    private static final double[] SINES = new double[CORNERS];

    static {
        for (int i = 0; i < CORNERS; i++) {
            COSINES[i] = StrictMath.cos(2 * StrictMath.PI * i / CORNERS);
            SINES[i] = StrictMath.sin(2 * StrictMath.PI * i / CORNERS);
        }
    }

    private final BasicStroke stroke;
    private final double half;
    private final Path2D area = new Path2D.Double(Path2D.WIND_NON_ZERO);

    private StrokedArea(BasicStroke stroke) {
        this.stroke = stroke;
        this.half = stroke.getLineWidth() / 2.0;
    }

    static Shape of(Shape shape, BasicStroke stroke) {
        StrokedArea area = new StrokedArea(stroke);
        lines(shape).forEach(area::add);
        return area.area;
    }

    private record Point(double x, double y) {
        double to(Point other) {
            return Math.sqrt((other.x - x) * (other.x - x) + (other.y - y) * (other.y - y));
        }

        Point towards(Point other, double share) {
            return new Point(x + (other.x - x) * share, y + (other.y - y) * share);
        }
    }

    /** A chain of points; a closed one ends where it began. */
    private record Line(List<Point> points, boolean closed) {}

    private static List<Line> lines(Shape shape) {
        List<Line> lines = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        double[] at = new double[6];
        for (PathIterator path = shape.getPathIterator(null, FLATNESS); !path.isDone(); path.next()) {
            int segment = path.currentSegment(at);
            if (segment == PathIterator.SEG_CLOSE) {
                points.add(points.get(0));
                lines.add(new Line(points, true));
                points = new ArrayList<>(points.subList(0, 1));
                continue;
            }
            if (segment == PathIterator.SEG_MOVETO) {
                lines.add(new Line(points, false));
                points = new ArrayList<>();
            }
            Point point = new Point(at[0], at[1]);
            if (points.isEmpty() || point.to(points.get(points.size() - 1)) > 0) {
                points.add(point);
            }
        }
        lines.add(new Line(points, false));
        return lines.stream().filter(line -> line.points().size() > 1).toList();
    }

    private void add(Line line) {
        if (stroke.getDashArray() == null) {
            addSolid(line);
        } else {
            dashes(line).forEach(this::addSolid);
        }
    }

    private void addSolid(Line line) {
        List<Point> points = line.points();
        int last = points.size() - 1;
        boolean miter = stroke.getLineJoin() == BasicStroke.JOIN_MITER;
        boolean square = stroke.getEndCap() == BasicStroke.CAP_SQUARE;
        for (int i = 0; i < last; i++) {
            boolean startsJoined = i > 0 || line.closed();
            boolean endsJoined = i + 1 < last || line.closed();
            addSegment(
                    points.get(i),
                    points.get(i + 1),
                    (startsJoined ? miter : square) ? half : 0,
                    (endsJoined ? miter : square) ? half : 0);
        }
        for (int i = 0; i <= last; i++) {
            boolean joined = line.closed() || (i > 0 && i < last);
            boolean round = joined ? !miter : stroke.getEndCap() == BasicStroke.CAP_ROUND;
            if (round) {
                addDisc(points.get(i));
            }
        }
    }

    /** A segment of the stroke's width, longer than it is by so much before and after. */
    private void addSegment(Point from, Point to, double before, double after) {
        double length = from.to(to);
        if (length == 0) {
            return;
        }
        double dx = (to.x() - from.x()) / length;
        double dy = (to.y() - from.y()) / length;
        double x0 = from.x() - dx * before;
        double y0 = from.y() - dy * before;
        double x1 = to.x() + dx * after;
        double y1 = to.y() + dy * after;
        area.moveTo(x0 + dy * half, y0 - dx * half);
        area.lineTo(x1 + dy * half, y1 - dx * half);
        area.lineTo(x1 - dy * half, y1 + dx * half);
        area.lineTo(x0 - dy * half, y0 + dx * half);
        area.closePath();
    }

    private void addDisc(Point center) {
        area.moveTo(center.x() + half * COSINES[0], center.y() + half * SINES[0]);
        for (int i = 1; i < CORNERS; i++) {
            area.lineTo(center.x() + half * COSINES[i], center.y() + half * SINES[i]);
        }
        area.closePath();
    }

    private List<Line> dashes(Line line) {
        float[] lengths = stroke.getDashArray();
        List<Line> dashes = new ArrayList<>();
        List<Point> dash = new ArrayList<>(line.points().subList(0, 1));
        int index = 0;
        double left = lengths[0];
        for (int i = 0; i + 1 < line.points().size(); i++) {
            Point at = line.points().get(i);
            Point end = line.points().get(i + 1);
            while (at.to(end) > left) {
                at = at.towards(end, left / at.to(end));
                dash.add(at);
                if (index % 2 == 0) {
                    dashes.add(new Line(dash, false));
                }
                dash = new ArrayList<>(List.of(at));
                index++;
                left = lengths[index % lengths.length];
            }
            left -= at.to(end);
            dash.add(end);
        }
        if (index % 2 == 0) {
            dashes.add(new Line(dash, false));
        }
        return dashes;
    }
}
