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

/**
 * Where latency percentiles come from: one bar per point and percentile, its parts summing to the percentile. Where the
 * longest bar would hide the shortest, all are drawn as long as each other, with their length in words.
 */
final class BlameChart {
    private static final int MOST_BARS = 24;
    private static final int COMFORTABLE_POINTS = 16;
    private static final int MOST_POINTS = 60;
    private static final List<String> PERCENTILES = List.of("p50", "p95", "p99");
    private static final String WORST = "p99";
    private static final double ROOM_FOR_TOTALS = 1.1;
    private static final double HIDDEN = 0.02;

    private final Points points;
    private final ChartSpec spec;
    private final String vm;
    private final Layout layout;

    BlameChart(Points points, ChartSpec spec) {
        this.points = points;
        this.spec = spec;
        this.vm = spec.vm().isEmpty() ? points.vmFor("latency.p99") : spec.vm();
        this.layout = Layout.of(points, spec);
    }

    Chart draw() {
        Focus focus = Focus.of(layout, spec, COMFORTABLE_POINTS, MOST_POINTS);
        boolean all = focus.places().size() * PERCENTILES.size() <= MOST_BARS;
        List<String> percentiles = all ? PERCENTILES : List.of(WORST);
        DataTable data = new DataTable("x", "series", "vm", "percentile", "part", "seconds");
        List<Bar> bars = new ArrayList<>();
        for (Focus.Place place : focus.places()) {
            for (String percentile : percentiles) {
                Breakdown parts = Breakdown.ofLatency(place.point(), vm, percentile);
                bars.add(bar(focus, place, percentile, parts, all));
                parts.parts()
                        .forEach((part, seconds) ->
                                data.row(place.x(), place.series(), vm, percentile, part.label(), seconds));
            }
        }
        boolean shares = hides(bars);
        StackedBars stack = shares ? shares(bars) : lengths(bars);
        Caption caption = new Caption(points, spec);
        caption.given("Requests of " + vm + " near " + (all ? "each percentile" : WORST) + ", mean of "
                + caption.replications());
        caption.add(focus.note()).figures(layout);
        String title = "Where " + (all ? "latency" : WORST + " latency") + " comes from";
        String by = spec.series().isEmpty() ? "" : ", by " + Wording.axis(spec.series());
        return stack.chart(
                spec, caption.title(title + by), caption.subtitle(), shares ? "Share of latency" : "Latency", data);
    }

    private static boolean hides(List<Bar> bars) {
        double[] totals = bars.stream()
                .mapToDouble(bar -> bar.parts().total())
                .filter(total -> total > 0)
                .sorted()
                .toArray();
        return totals.length > 0 && totals[0] < HIDDEN * totals[totals.length - 1];
    }

    private static StackedBars lengths(List<Bar> bars) {
        double max = bars.stream().mapToDouble(bar -> bar.parts().total()).max().orElse(0);
        return new StackedBars(bars, Unit.forValue("s", max), max * ROOM_FOR_TOTALS);
    }

    private static StackedBars shares(List<Bar> bars) {
        List<Bar> scaled = bars.stream()
                .map(bar -> new Bar(bar.group(), bar.label(), bar.parts().scaledTo(1), bar.end()))
                .toList();
        Unit percent = Unit.forValue("share", 1);
        return new StackedBars(scaled, percent, Scale.fromZero(1, percent).upTo(ROOM_FOR_TOTALS));
    }

    private static Bar bar(Focus focus, Focus.Place place, String percentile, Breakdown parts, boolean all) {
        String end = parts.isEmpty() ? "no request finished" : Unit.show("s", parts.total());
        if (all) {
            return new Bar(place.label(), percentile, parts, end);
        }
        return focus.isTwoWay()
                ? new Bar(place.x(), place.series(), parts, end)
                : new Bar("", place.label().isEmpty() ? percentile : place.label(), parts, end);
    }
}
