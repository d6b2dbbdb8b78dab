// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import io.hvsim.output.number.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a sweep reads best: which of its axes runs along x, and which parts the series.
 *
 * @param x empty when there is nothing to run along
 * @param numeric whether the labels of {@code x} are numbers
 * @param series empty for one series
 * @param band the axis of optimistic and pessimistic figures; empty without
 */
public record Sweep(String x, boolean numeric, String series, String band) {
    private static final String BAND = "figures";
    /** Two numbers are a comparison, three a course. */
    private static final int FEWEST_NUMBERS = 3;

    private static final List<String> COMPARED =
            List.of("technique", "platform", "hypervisor", "host", "guest", "scheduler");
    private static final List<String> BASES = List.of("native", "bare-metal", "bare metal", "baseline");

    public static Sweep of(Points points) {
        String band = points.axes().contains(BAND) ? BAND : "";
        List<String> axes = new ArrayList<>(points.axes());
        axes.remove(BAND);
        Optional<String> numeric = axes.stream()
                .filter(axis -> isCourse(points.labels(axis)))
                .reduce((one, other) ->
                        points.labels(other).size() > points.labels(one).size() ? other : one);
        numeric.ifPresent(axes::remove);
        String series = axes.stream()
                .filter(Sweep::isCompared)
                .findFirst()
                .orElse(axes.isEmpty() ? "" : axes.get(axes.size() - 1));
        axes.remove(series);
        String x = numeric.orElse(axes.isEmpty() ? "" : axes.get(0));
        return new Sweep(x, numeric.isPresent(), series, band);
    }

    /** The label of the series axis that others are measured by, such as {@code native}; empty when it has none. */
    public String base(Points points) {
        if (series.isEmpty()) {
            return "";
        }
        List<String> labels = points.labels(series);
        return BASES.stream().filter(labels::contains).findFirst().orElse("");
    }

    private static boolean isCourse(List<String> labels) {
        return labels.size() >= FEWEST_NUMBERS && Quantity.parseAll(labels).isPresent();
    }

    private static boolean isCompared(String axis) {
        return COMPARED.contains(axis.substring(axis.lastIndexOf('.') + 1));
    }
}
