// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.List;

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
        List<TimeSeries> timeSeries) {}
