// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of one point of a sweep.
 *
 * @param axes axis name to the value's label, in the order of the scenario's axes; empty without a sweep
 * @param warmupNs the warm-up that was cut from each replication
 * @param precision what became of the asked precision, as a sentence; empty when none was asked
 * @param precisionReached false only when a precision was asked and missed
 * @param notes what the user should know about this point, such as which technique was chosen and why
 * @param replications in their order; of a long run they are read from a file at each access, and best in one pass
 */
public record PointResult(
        Map<String, String> axes,
        long warmupNs,
        String precision,
        boolean precisionReached,
        List<String> notes,
        List<MetricSummary> metrics,
        List<RunResult> replications) {

    /** What metric {@code name} of {@code vm} came to; empty where the point has no such metric. */
    public Optional<MetricSummary> metric(String vm, String name) {
        return metrics.stream().filter(metric -> metric.is(vm, name)).findFirst();
    }

    /** The same with one more label, behind the others. */
    public PointResult labelled(String axis, String label) {
        Map<String, String> longer = new LinkedHashMap<>(axes);
        longer.put(axis, label);
        return new PointResult(longer, warmupNs, precision, precisionReached, notes, metrics, replications);
    }

    /** The same with {@code replications}. */
    public PointResult withReplications(List<RunResult> replications) {
        return new PointResult(axes, warmupNs, precision, precisionReached, notes, metrics, replications);
    }
}
