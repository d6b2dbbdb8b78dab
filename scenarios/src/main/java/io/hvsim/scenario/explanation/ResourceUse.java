// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.technique.Cause;

/**
 * How much of a resource is used, and what a VM group's requests have of it.
 *
 * @param utilization share of its capacity, 0 to 1; NaN for what has no capacity, such as locks
 * @param latencyShare share of the p99 latency that requests spend with it or waiting for it
 * @param name what it is called in sentences
 */
public record ResourceUse(Resource resource, double utilization, double latencyShare, String name) {

    static ResourceUse of(Resource resource, double utilization, String name, Measured measured) {
        double share = 0;
        for (Cause cause : resource.causes()) {
            share += measured.blamed(cause, "p99");
        }
        return new ResourceUse(
                resource, Double.isNaN(utilization) ? utilization : Math.min(1, utilization), share, name);
    }
}
