// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.data.Estimate;
import io.hvsim.output.data.Layout;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Ratio;
import io.hvsim.output.data.Wording;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The values that a chart shows, divided by those of one label where the chart asks for it. */
final class Reading {
    private final Points points;
    private final ChartSpec spec;
    private final Layout layout;
    private final Ratio ratio;
    private final String baseAxis;

    /**
     * What is drawn at one place.
     *
     * @param value with its interval
     * @param bandLow least value over the labels of the band; NaN without a band
     * @param bandHigh greatest such value
     */
    record Value(Estimate value, double bandLow, double bandHigh) {
        boolean hasBand() {
            return bandHigh > bandLow;
        }

        /** The highest finite number in it, NaN if there is none. */
        double top() {
            double top = value.hasInterval() ? value.high() : value.mean();
            return hasBand() ? Math.max(top, bandHigh) : top;
        }

        /** The lowest finite number in it, NaN if there is none. */
        double bottom() {
            return hasBand() ? Math.min(value.mean(), bandLow) : value.mean();
        }
    }

    Reading(Points points, ChartSpec spec, Layout layout) {
        this.points = points;
        this.spec = spec;
        this.layout = layout;
        this.ratio = new Ratio(points.result());
        this.baseAxis = spec.series().isEmpty() ? spec.x() : spec.series();
        if (isNormalized()) {
            requireBase();
        }
        for (String metric : spec.metrics()) {
            if (!points.has(vm(metric), metric)) {
                throw new IllegalArgumentException(
                        "chart '" + spec.name() + "': no point has a value for " + metric + " of " + vm(metric));
            }
        }
    }

    boolean isNormalized() {
        return !spec.normalizeTo().isEmpty();
    }

    /** The VM group whose {@code metric} is shown. */
    String vm(String metric) {
        return spec.vm().isEmpty() ? points.vmFor(metric) : spec.vm();
    }

    /** The unit of what {@link #at} returns. */
    String unit() {
        String metric = spec.metrics().get(0);
        return isNormalized() ? "ratio" : points.unit(vm(metric), metric);
    }

    /** What the value axis shows, in words and without unit. */
    String subject() {
        List<String> metrics = spec.metrics();
        String words = metrics.size() > 1 && metrics.stream().allMatch(metric -> metric.startsWith("latency."))
                ? "latency"
                : metrics.stream()
                        .map(Wording::metric)
                        .reduce((a, b) -> a + " and " + b)
                        .orElse("");
        return Wording.capitalized(words) + (isNormalized() ? " relative to " + spec.normalizeTo() : "");
    }

    Value at(String metric, String x, Layout.Series series) {
        Function<String, Estimate> at = band -> estimate(metric, x, series, band);
        List<String> labels = layout.bandLabels();
        double[] means = labels.stream()
                .mapToDouble(label -> at.apply(label).mean())
                .filter(Double::isFinite)
                .toArray();
        if (labels.size() < 2 || means.length == 0) {
            return new Value(at.apply(labels.get(0)), Double.NaN, Double.NaN);
        }
        double low = Arrays.stream(means).min().getAsDouble();
        double high = Arrays.stream(means).max().getAsDouble();
        return new Value(at.apply(labels.get(0)), low, high);
    }

    private Estimate estimate(String metric, String x, Layout.Series series, String band) {
        Optional<PointResult> point = layout.point(x, series, band);
        if (point.isEmpty() || !isNormalized()) {
            return point.map(found -> Points.estimate(found, vm(metric), metric))
                    .orElse(Estimate.NONE);
        }
        return base(x, series, band)
                .map(base -> ratio.of(point.get(), base, vm(metric), metric))
                .orElse(Estimate.NONE);
    }

    private Optional<PointResult> base(String x, Layout.Series series, String band) {
        if (baseAxis.equals(spec.x())) {
            return layout.point(spec.normalizeTo(), series, band);
        }
        return layout.sibling(series, baseAxis, spec.normalizeTo()).flatMap(base -> layout.point(x, base, band));
    }

    private void requireBase() {
        if (baseAxis.isEmpty() || !points.labels(baseAxis).contains(spec.normalizeTo())) {
            throw new IllegalArgumentException("chart '" + spec.name() + "': cannot normalize to '" + spec.normalizeTo()
                    + "', which is no label of the series axis");
        }
    }
}
