// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.recommendation;

import io.hvsim.scenario.load.LoadSpec;
import java.util.Optional;

/**
 * What makes one technique better than another.
 *
 * @param metric of the VM group, such as {@code latency.p99}
 * @param more whether more of it is better
 */
public record Objective(String metric, boolean more) {

    /** The objective that ranks by a metric; empty for metrics of which neither more nor less is better in itself. */
    public static Optional<Objective> of(String metric) {
        return switch (metric) {
            case "throughput" -> Optional.of(new Objective(metric, true));
            case "makespan",
                    "latency.mean",
                    "latency.p50",
                    "latency.p90",
                    "latency.p95",
                    "latency.p99",
                    "latency.p999",
                    "latency.max",
                    "cpu.overhead" -> Optional.of(new Objective(metric, false));
            default -> Optional.empty();
        };
    }

    /**
     * What users of such a load care for: how long work takes that arrives whatever happens, how much of it is done where
     * clients wait for answers, and when a batch is done.
     */
    static Objective suiting(LoadSpec load) {
        if (load instanceof LoadSpec.Batch) {
            return new Objective("makespan", false);
        }
        return load instanceof LoadSpec.Closed
                ? new Objective("throughput", true)
                : new Objective("latency.p99", false);
    }
}
