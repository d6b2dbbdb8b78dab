// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.report;

import io.hvsim.model.result.PointResult;
import io.hvsim.output.data.Breakdown;
import io.hvsim.output.data.Part;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Sweep;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Why the p99 of each point is what it is, in words. With a numeric sweep only its last label is explained. */
final class Reasons {
    private static final int MOST_POINTS = 24;
    private static final int MOST_PARTS = 4;
    private static final double LEAST_SHARE = 0.03;
    private static final String PERCENTILE = "p99";

    private final Points points;
    private final Sweep sweep;

    /**
     * @param heading which point and VM group
     * @param words what its p99 consists of, the largest part first
     */
    record Reason(String heading, String words) {}

    Reasons(Points points) {
        this.points = points;
        this.sweep = Sweep.of(points);
    }

    /** One reason per explained point and VM group, as many as one wants to read. */
    List<Reason> all() {
        List<Reason> reasons = new ArrayList<>();
        for (PointResult point : points.all()) {
            for (String vm : points.vms()) {
                Breakdown parts = Breakdown.ofLatency(point, vm, PERCENTILE);
                if (isExplained(point) && !parts.isEmpty() && reasons.size() < MOST_POINTS) {
                    reasons.add(new Reason(heading(point, vm), words(parts)));
                }
            }
        }
        return reasons;
    }

    private boolean isExplained(PointResult point) {
        return isAt(point, sweep.x(), sweep.numeric() ? points.labels(sweep.x()).size() - 1 : -1)
                && isAt(point, sweep.band(), sweep.band().isEmpty() ? -1 : 0);
    }

    private boolean isAt(PointResult point, String axis, int index) {
        return index < 0 || points.labels(axis).get(index).equals(point.axes().get(axis));
    }

    private String heading(PointResult point, String vm) {
        List<String> words = new ArrayList<>();
        points.axes().stream()
                .filter(axis -> points.labels(axis).size() > 1)
                .forEach(axis -> words.add(Wording.label(axis, point.axes().get(axis))));
        if (points.vms().size() > 1 || words.isEmpty()) {
            words.add(vm);
        }
        return String.join(", ", words);
    }

    private static String words(Breakdown breakdown) {
        double total = breakdown.total();
        List<Map.Entry<Part, Double>> largest = breakdown.parts().entrySet().stream()
                .filter(entry -> entry.getValue() >= LEAST_SHARE * total)
                .sorted(Map.Entry.<Part, Double>comparingByValue().reversed())
                .limit(MOST_PARTS)
                .toList();
        List<String> phrases = new ArrayList<>();
        double named = 0;
        for (Map.Entry<Part, Double> entry : largest) {
            named += entry.getValue();
            phrases.add(
                    amount(entry.getValue(), total) + " is " + entry.getKey().phrase());
        }
        if (total - named > 0.005 * total) {
            phrases.add("the other " + Unit.show("s", total - named) + " has smaller causes");
        }
        return "Of the p99 of " + Unit.show("s", total) + ", " + String.join("; ", phrases) + ".";
    }

    private static String amount(double value, double total) {
        return Unit.show("s", value) + " (" + Decimal.fixed(100 * value / total, 0) + " %)";
    }
}
