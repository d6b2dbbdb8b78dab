// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.technique.Cause;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A part of the latency of a VM group's requests.
 *
 * @param p99Seconds part of the p99 latency
 * @param p99Share the same as a share of it
 * @param medianSeconds part of the median latency
 */
public record LatencyPart(Cause cause, double p99Seconds, double p99Share, double medianSeconds) {

    /** The parts of the p99 latency, largest first; empty without requests. */
    static List<LatencyPart> of(Measured measured) {
        return Arrays.stream(Cause.values())
                .map(cause -> new LatencyPart(
                        cause,
                        measured.group("blame.p99." + cause.blameLabel()),
                        measured.blamed(cause, "p99"),
                        measured.group("blame.p50." + cause.blameLabel())))
                .filter(part -> part.p99Seconds > 0 || part.medianSeconds > 0)
                .sorted(Comparator.comparingDouble(LatencyPart::p99Seconds).reversed())
                .toList();
    }
}
