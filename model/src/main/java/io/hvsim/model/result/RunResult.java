// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.List;
import java.util.Optional;

/**
 * What one replication measured.
 *
 * @param warmupNs simulated time that was run before measuring began
 * @param measuredNs simulated time that was measured
 * @param events engine events executed in all
 * @param metrics every metric of every VM group and of the host, always in the same order for the same scenario
 */
public record RunResult(
        int replication,
        long warmupNs,
        long measuredNs,
        long events,
        List<Metric> metrics,
        List<LatencyCurve> latencyCurves,
        List<TimeSeries> timeSeries) {

    /** Metric {@code name} of {@code vm}; empty where the run has no such metric. */
    public Optional<Metric> metric(String vm, String name) {
        return metrics.stream().filter(metric -> metric.is(vm, name)).findFirst();
    }
}
