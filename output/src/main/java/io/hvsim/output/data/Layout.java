// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.PointResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the points of a sweep are laid out in a chart: along x, parted into series, with a band. Axes that the chart does
 * not name part the series further, so that no point is dropped.
 */
public final class Layout {
    private final Points points;
    private final String x;
    private final String band;
    private final List<Series> series;

    /**
     * One line, or one bar of each group.
     *
     * @param label in words; empty when there is only one series
     * @param labels the axis labels that its points share
     */
    public record Series(String label, Map<String, String> labels) {}

    private Layout(Points points, String x, String band, List<Series> series) {
        this.points = points;
        this.x = x;
        this.band = band;
        this.series = series;
    }

    /** @throws IllegalArgumentException when {@code spec} names an axis that the sweep does not have */
    public static Layout of(Points points, ChartSpec spec) {
        for (String axis : List.of(spec.x(), spec.series(), spec.band())) {
            if (!axis.isEmpty() && !points.axes().contains(axis)) {
                throw new IllegalArgumentException(
                        "chart '" + spec.name() + "': the sweep has no axis '" + axis + "', only " + points.axes());
            }
        }
        String band = spec.band().equals(spec.x()) || spec.band().equals(spec.series()) ? "" : spec.band();
        return new Layout(points, spec.x(), band, series(points, spec, band));
    }

    /** The labels along x, or one empty label without x. */
    public List<String> xLabels() {
        return x.isEmpty() ? List.of("") : points.labels(x);
    }

    public List<Series> series() {
        return series;
    }

    /** The labels of the band's axis, the first being the one that is drawn as such; one empty label without a band. */
    public List<String> bandLabels() {
        return band.isEmpty() ? List.of("") : points.labels(band);
    }

    /** The point at these labels; empty when the sweep has none. */
    public Optional<PointResult> point(String xLabel, Series series, String bandLabel) {
        Map<String, String> labels = new LinkedHashMap<>(series.labels());
        if (!x.isEmpty()) {
            labels.put(x, xLabel);
        }
        if (!band.isEmpty()) {
            labels.put(band, bandLabel);
        }
        return points.at(labels);
    }

    /** The same with the first label of the band. */
    public Optional<PointResult> point(String xLabel, Series series) {
        return point(xLabel, series, bandLabels().get(0));
    }

    /** The series that differs from {@code of} only in having {@code label} on {@code axis}. */
    public Optional<Series> sibling(Series of, String axis, String label) {
        Map<String, String> labels = new LinkedHashMap<>(of.labels());
        labels.put(axis, label);
        return series.stream().filter(each -> each.labels().equals(labels)).findFirst();
    }

    private static List<Series> series(Points points, ChartSpec spec, String band) {
        List<String> axes = new ArrayList<>();
        if (!spec.series().isEmpty() && !spec.series().equals(spec.x())) {
            axes.add(spec.series());
        }
        points.axes().stream()
                .filter(axis -> !axes.contains(axis) && !axis.equals(spec.x()) && !axis.equals(band))
                .forEach(axes::add);
        List<Series> series = new ArrayList<>();
        series.add(new Series("", Map.of()));
        for (String axis : axes) {
            series = product(series, axis, points.labels(axis));
        }
        return List.copyOf(series);
    }

    private static List<Series> product(List<Series> series, String axis, List<String> labels) {
        List<Series> product = new ArrayList<>();
        for (Series each : series) {
            for (String label : labels) {
                Map<String, String> all = new LinkedHashMap<>(each.labels());
                all.put(axis, label);
                String words = labels.size() == 1 ? "" : Wording.label(axis, label);
                product.add(new Series(joined(each.label(), words), all));
            }
        }
        return product;
    }

    private static String joined(String first, String second) {
        return first.isEmpty() || second.isEmpty() ? first + second : first + ", " + second;
    }
}
