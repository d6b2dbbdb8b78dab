// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.List;

/**
 * How results are to be drawn.
 *
 * @param name file name of the chart, without ending
 * @param subtitle may be empty; the renderer then says replications and interval
 * @param x axis of the sweep that runs along the horizontal axis; empty for kinds without one
 * @param series axis of the sweep that parts the lines or the bars of a group; empty for one series
 * @param metrics what is drawn: one metric, or for {@link Kind#CPU_SPLIT} and {@link Kind#BLAME} ignored
 * @param vm the VM group drawn, or empty for the first
 * @param normalizeTo label on the {@code series} axis that counts as 1; empty to draw the values themselves
 * @param slo a limit drawn as a dashed line, NaN for none
 * @param band axis of the sweep whose other values (than the first) are drawn as a range around the first; may be empty
 * @param logX whether the horizontal axis is logarithmic
 * @param logY whether the vertical axis is logarithmic
 * @param at label along {@code x} at which a chart that has room for few points shows them; empty for the last
 * @param measured of {@link Kind#MEASURED}: what stands beside the simulated values; else empty
 */
public record ChartSpec(
        String name,
        Kind kind,
        String title,
        String subtitle,
        String x,
        String series,
        List<String> metrics,
        String vm,
        String normalizeTo,
        double slo,
        String band,
        boolean logX,
        boolean logY,
        String at,
        List<Measured> measured) {

    /** Results that were stored before there were measured values have none. */
    public ChartSpec {
        measured = measured == null ? List.of() : List.copyOf(measured);
    }

    /**
     * A value that a replayed trace has.
     *
     * @param metric that stands for the same
     * @param mean in the unit of the metric
     */
    public record Measured(String vm, String metric, double mean) {}

    /** A chart that shows few points at the last label along {@code x}. */
    public ChartSpec(
            String name,
            Kind kind,
            String title,
            String subtitle,
            String x,
            String series,
            List<String> metrics,
            String vm,
            String normalizeTo,
            double slo,
            String band,
            boolean logX,
            boolean logY) {
        this(name, kind, title, subtitle, x, series, metrics, vm, normalizeTo, slo, band, logX, logY, "", List.of());
    }

    /** The kinds of chart. */
    public enum Kind {
        /** A metric against a numeric axis, one line per series, with interval bars. */
        LINES,
        /** Groups of bars along a named axis, one bar per series, with interval bars. */
        BARS,
        /** Stacked shares of vCPU time, one bar per point. */
        CPU_SPLIT,
        /** Stacked causes of latency percentiles, one bar per point and percentile. */
        BLAME,
        /** Distribution function of latency, one line per point. */
        CDF,
        /** A metric over simulated time with the warm-up marked. */
        TIME_SERIES,
        /** Metrics of VM groups as a replayed trace has them, with those of each point beside. */
        MEASURED,
        /** A metric at one point with each uncertain figure at either end of its range, largest effect first. */
        TORNADO
    }
}
