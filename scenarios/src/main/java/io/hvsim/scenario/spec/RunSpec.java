// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long and how often to simulate.
 *
 * @param warmupNs cut from the start; empty to have it found (MSER-5); 0 when {@code durationNs} is empty
 * @param durationNs simulated time that is measured, warm-up not included; empty to run until the batch is done
 * @param batchMeans whether replications are consecutive parts of one long run, each as long as the duration
 * @param antithetic whether each replication is a pair of runs with mirrored random numbers
 * @param confidence level of intervals, 0..1
 */
public record RunSpec(
        OptionalLong warmupNs,
        OptionalLong durationNs,
        int replications,
        Optional<Precision> precision,
        boolean batchMeans,
        boolean antithetic,
        double confidence,
        long seed) {

    /**
     * When to stop replicating: when the intervals of all metrics are narrow enough.
     *
     * @param metrics at least one
     * @param relative half-width of an interval over its mean, 0..1
     * @param atMost replications at most
     */
    public record Precision(List<Target> metrics, double relative, int atMost) {}

    /**
     * A metric that is to be known well.
     *
     * @param vm the VM group, or {@code *}
     * @param metric such as {@code latency.mean}
     */
    public record Target(String vm, String metric) {}
}
