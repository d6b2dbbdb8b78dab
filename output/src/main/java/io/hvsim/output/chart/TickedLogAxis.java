// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberTick;
import org.jfree.chart.ui.RectangleEdge;

/** A logarithmic axis with given ticks. */
@SuppressWarnings("serial") // the library's axes are serializable, charts here are not
final class TickedLogAxis extends LogAxis {
    private final List<Scale.Tick> ticks;

    TickedLogAxis(String label, List<Scale.Tick> ticks) {
        super(label);
        this.ticks = List.copyOf(ticks);
        setSmallestValue(Double.MIN_NORMAL);
    }

    @Override
    public List<NumberTick> refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
        return TickedAxis.placed(ticks, edge);
    }
}
