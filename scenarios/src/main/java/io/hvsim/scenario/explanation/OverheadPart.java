// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.technique.Cause;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * What a reason for overhead costs a VM group: an exit, or something else that virtualization adds.
 *
 * @param share of the vCPUs' time
 * @param perSecond how often, over all VMs of the group; 0 for what does not happen at a moment
 * @param eachSeconds mean cost of one; NaN where {@code perSecond} is 0
 */
public record OverheadPart(Cause cause, double share, double perSecond, double eachSeconds) {

    /** Less than this share is that of the machine's arithmetic. */
    private static final double ROUNDING = 1e-9;

    /** The reasons that cost anything, costliest first. */
    static List<OverheadPart> of(Measured measured) {
        double vcpus = (double) measured.vm().count() * measured.vm().vcpus();
        return Arrays.stream(Cause.values())
                .filter(Cause::isOverhead)
                .map(cause -> {
                    double share = measured.cpu(cause);
                    double rate = measured.group("exits." + cause.label());
                    return new OverheadPart(cause, share, rate, rate > 0 ? share * vcpus / rate : Double.NaN);
                })
                .filter(part -> part.share > ROUNDING)
                .sorted(Comparator.comparingDouble(OverheadPart::share).reversed())
                .toList();
    }
}
