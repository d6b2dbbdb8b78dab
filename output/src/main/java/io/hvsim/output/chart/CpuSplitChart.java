// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.output.data.Breakdown;
import io.hvsim.output.data.Layout;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Unit;
import java.util.ArrayList;
import java.util.List;

/** Where the time of a vCPU goes, one bar of 100 % per point. */
final class CpuSplitChart {
    private static final int COMFORTABLE_BARS = 24;
    private static final int MOST_BARS = 60;

    private final Points points;
    private final ChartSpec spec;
    private final String vm;
    private final Layout layout;
    private final Focus focus;

    CpuSplitChart(Points points, ChartSpec spec) {
        this.points = points;
        this.spec = spec;
        this.vm = spec.vm().isEmpty() ? points.vmFor("cpu.user") : spec.vm();
        this.layout = Layout.of(points, spec);
        this.focus = Focus.of(layout, spec, COMFORTABLE_BARS, MOST_BARS);
    }

    Chart draw() {
        DataTable data = new DataTable("x", "series", "vm", "part", "share");
        List<Bar> bars = new ArrayList<>();
        for (Focus.Place place : focus.places()) {
            Breakdown parts = Breakdown.ofCpu(place.point(), vm);
            parts.parts().forEach((part, share) -> data.row(place.x(), place.series(), vm, part.label(), share));
            bars.add(
                    focus.isTwoWay()
                            ? new Bar(place.x(), place.series(), parts, "")
                            : new Bar("", place.label().isEmpty() ? vm : place.label(), parts, ""));
        }
        StackedBars stack = new StackedBars(bars, Unit.forValue("share", 1), 1);
        Caption caption = new Caption(points, spec);
        caption.given("vCPU time of " + vm + ", mean of " + caption.replications());
        caption.add(focus.note()).figures(layout);
        String by = spec.series().isEmpty() ? "" : ", by " + Wording.axis(spec.series());
        return stack.chart(
                spec, caption.title("Where CPU time goes" + by), caption.subtitle(), "Share of vCPU time", data);
    }
}
