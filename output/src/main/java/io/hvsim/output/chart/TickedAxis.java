// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.axis.TickType;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.TextAnchor;

/** A linear axis with given ticks. */
@SuppressWarnings("serial") // the library's axes are serializable, charts here are not
final class TickedAxis extends NumberAxis {
    private final List<Scale.Tick> ticks;

    TickedAxis(String label, List<Scale.Tick> ticks) {
        super(label);
        this.ticks = List.copyOf(ticks);
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        return placed(ticks, edge);
    }

    /** {@code ticks} with their labels beside an axis at {@code edge}. */
    static List<NumberTick> placed(List<Scale.Tick> ticks, RectangleEdge edge) {
        TextAnchor anchor = RectangleEdge.isTopOrBottom(edge) ? TextAnchor.TOP_CENTER : TextAnchor.CENTER_RIGHT;
        return ticks.stream()
                .map(tick -> new NumberTick(TickType.MAJOR, tick.value(), tick.label(), anchor, TextAnchor.CENTER, 0))
                .toList();
    }
}
