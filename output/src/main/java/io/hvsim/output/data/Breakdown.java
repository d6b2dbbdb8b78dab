// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * A whole and the parts that sum to it: vCPU time in shares, or a latency percentile in seconds.
 *
 * @param parts only those that occur, in the order of {@link Part}; empty when nothing was measured
 */
public record Breakdown(Map<Part, Double> parts) {
    private static final String OVERHEAD = "cpu.overhead";

    public Breakdown {
        parts = Collections.unmodifiableMap(copy(parts));
    }

    /** Where the vCPU time of {@code vm} went at {@code point}, in shares that sum to 1. */
    public static Breakdown ofCpu(PointResult point, String vm) {
        Map<Part, Double> parts = new EnumMap<>(Part.class);
        double unexplained = 0;
        for (MetricSummary metric : point.metrics()) {
            if (!metric.vm().equals(vm)) {
                continue;
            }
            if (metric.name().equals(OVERHEAD)) {
                unexplained += metric.mean();
            } else if (metric.name().startsWith("overhead.")) {
                unexplained -= metric.mean();
                add(parts, Part.of(metric.name()), metric.mean());
            } else if (metric.name().startsWith("cpu.")) {
                add(parts, Part.of(metric.name().substring("cpu.".length())), metric.mean());
            }
        }
        add(parts, Part.OTHER, unexplained > 1e-9 ? unexplained : 0);
        return new Breakdown(parts);
    }

    /** Where the latency {@code percentile} ({@code p50}, {@code p95}, {@code p99}) of {@code vm} comes from, in seconds. */
    public static Breakdown ofLatency(PointResult point, String vm, String percentile) {
        String prefix = "blame." + percentile + ".";
        Map<Part, Double> parts = new EnumMap<>(Part.class);
        for (MetricSummary metric : point.metrics()) {
            if (metric.vm().equals(vm) && metric.name().startsWith(prefix)) {
                add(parts, Part.of(metric.name().substring(prefix.length())), metric.mean());
            }
        }
        return new Breakdown(parts);
    }

    /** What the parts sum to. */
    public double total() {
        return parts.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** The same shares of another whole; unchanged when there is nothing to share. */
    public Breakdown scaledTo(double whole) {
        double total = total();
        if (total == 0) {
            return this;
        }
        Map<Part, Double> scaled = new EnumMap<>(Part.class);
        parts.forEach((part, value) -> scaled.put(part, value * whole / total));
        return new Breakdown(scaled);
    }

    public double of(Part part) {
        return parts.getOrDefault(part, 0.0);
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    private static void add(Map<Part, Double> parts, Part part, double value) {
        if (Double.isFinite(value) && value != 0) {
            parts.merge(part, value, Double::sum);
        }
    }

    private static EnumMap<Part, Double> copy(Map<Part, Double> parts) {
        EnumMap<Part, Double> ordered = new EnumMap<>(Part.class);
        ordered.putAll(parts);
        return ordered;
    }
}
