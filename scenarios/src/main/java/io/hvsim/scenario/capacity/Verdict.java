// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.capacity;

import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.scenario.spec.SloSpec;
import java.util.List;

/** What the replications of a point say of the SLOs. */
public enum Verdict {
    /** The intervals of all metrics lie within their bounds. */
    MEETS,
    /** The interval of some metric lies beyond its bound, or it was not measured at all. */
    MISSES,
    /** Some interval holds its bound, and none lies beyond. */
    UNDECIDED;

    /** The verdict at a point on all of {@code slos}. */
    static Verdict of(PointResult point, List<SloSpec> slos) {
        List<Verdict> each = slos.stream().map(slo -> of(point, slo)).toList();
        if (each.contains(MISSES)) {
            return MISSES;
        }
        return each.contains(UNDECIDED) ? UNDECIDED : MEETS;
    }

    private static Verdict of(PointResult point, SloSpec slo) {
        MetricSummary metric = point.metric(slo.vm(), slo.metric()).orElse(null);
        if (metric == null || Double.isNaN(metric.mean())) {
            return MISSES;
        }
        boolean low = slo.isMetBy(metric.ciLow());
        boolean high = slo.isMetBy(metric.ciHigh());
        if (Double.isNaN(metric.ciLow()) || low != high) {
            return UNDECIDED;
        }
        return low ? MEETS : MISSES;
    }
}
