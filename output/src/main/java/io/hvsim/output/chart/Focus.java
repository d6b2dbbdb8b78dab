// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.data.Layout;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The points that a chart with room for few shows: those at the label along x that the chart asks for, else all of them if
 * they fit, else those at the last label along x (the highest load), else the first that fit.
 *
 * @param places in the order of x, then series
 * @param note which points these are, for the subtitle; empty when they are all
 */
record Focus(List<Place> places, String note) {

    /**
     * A point where it stands in the chart.
     *
     * @param x its label along x in words; empty when all places share it
     * @param series what its series is called; empty when there is only one
     */
    record Place(String x, String series, PointResult point) {
        /** What tells this point from the others, in words. */
        String label() {
            return x.isEmpty() || series.isEmpty() ? x + series : x + ", " + series;
        }
    }

    /**
     * @param comfortable from how many points on a numeric x is narrowed to its last label
     * @param most how many points there is room for at all
     */
    static Focus of(Layout layout, ChartSpec spec, int comfortable, int most) {
        String xAxis = spec.x();
        if (!xAxis.isEmpty() && layout.xLabels().contains(spec.at())) {
            return new Focus(places(layout, xAxis, List.of(spec.at())), "at " + Wording.label(xAxis, spec.at()));
        }
        List<String> labels = layout.xLabels();
        List<Place> all = places(layout, xAxis, labels);
        boolean numeric = labels.size() > 1 && Quantity.parseAll(labels).isPresent();
        if (all.size() <= (numeric ? comfortable : most)) {
            boolean one = labels.size() == 1 && !xAxis.isEmpty();
            return new Focus(all, one ? "at " + Wording.label(xAxis, labels.get(0)) : "");
        }
        String last = labels.get(labels.size() - 1);
        List<Place> few = numeric ? places(layout, xAxis, List.of(last)) : all;
        String where = numeric ? "at " + Wording.label(xAxis, last) : "";
        if (few.size() <= most) {
            return new Focus(few, where);
        }
        String count = "the first " + most + " of " + few.size() + " points";
        return new Focus(List.copyOf(few.subList(0, most)), where.isEmpty() ? count : where + ", " + count);
    }

    /** Whether places differ along x and by series, so that they can be grouped. */
    boolean isTwoWay() {
        return places.stream().map(Place::x).distinct().count() > 1
                && places.stream().map(Place::series).distinct().count() > 1;
    }

    private static List<Place> places(Layout layout, String xAxis, List<String> labels) {
        List<Place> places = new ArrayList<>();
        for (String label : labels) {
            String x = labels.size() == 1 ? "" : Wording.label(xAxis, label);
            for (Layout.Series series : layout.series()) {
                Optional<PointResult> point = layout.point(label, series);
                point.ifPresent(found -> places.add(new Place(x, series.label(), found)));
            }
        }
        return places;
    }
}
