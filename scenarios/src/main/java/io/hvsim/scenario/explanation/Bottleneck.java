// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.scenario.assembly.ScenarioRun;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What limits a VM group at a point.
 *
 * <p>A resource that is busy {@value #SATURATED} of the time or more limits throughput (utilization law): where requests
 * arrive at random, a queue there is nine times as long as service from then on, and grows without bound soon after. Of
 * several it is the one that most of the p99 latency is spent with; of equal ones the first in the order of {@link Resource},
 * which goes from the VM outwards. Where none is that busy, but requests spend {@value #DOMINANT} of their p99 latency or
 * more with some resource, that one limits latency. Otherwise nothing does: load is below capacity, and latency is the work
 * itself.
 *
 * @param group the VM group
 * @param resource the bottleneck; empty when there is none
 * @param uses of all resources that the group uses
 * @param overloaded whether more requests arrive than are served
 */
public record Bottleneck(
        String group, Kind kind, Optional<ResourceUse> resource, List<ResourceUse> uses, boolean overloaded) {
    static final double SATURATED = 0.9;
    static final double DOMINANT = 0.5;

    /** In which way there is a bottleneck. */
    public enum Kind {
        /** No more throughput can be had. */
        SATURATED,
        /** More throughput can be had, but latency is spent here. */
        DOMINANT,
        NONE
    }

    static Bottleneck of(Measured measured) {
        List<ResourceUse> uses = new Utilizations(measured).all();
        boolean overloaded = ScenarioRun.isSaturated(measured.vm(), measured.result());
        Comparator<ResourceUse> bySpent = Comparator.comparingDouble(ResourceUse::latencyShare);
        Optional<ResourceUse> saturated = first(
                uses.stream().filter(use -> use.utilization() >= SATURATED).toList(), bySpent);
        if (saturated.isPresent()) {
            return new Bottleneck(measured.vm().group(), Kind.SATURATED, saturated, uses, overloaded);
        }
        Optional<ResourceUse> dominant = first(
                uses.stream().filter(use -> use.latencyShare() >= DOMINANT).toList(), bySpent);
        return new Bottleneck(
                measured.vm().group(), dominant.isPresent() ? Kind.DOMINANT : Kind.NONE, dominant, uses, overloaded);
    }

    /** The greatest; of equal ones the first. */
    private static Optional<ResourceUse> first(List<ResourceUse> uses, Comparator<ResourceUse> order) {
        return uses.stream().reduce((a, b) -> order.compare(b, a) > 0 ? b : a);
    }

    /** The resource that is busiest, and would be saturated first if load grew; empty when none is known to be used. */
    public Optional<ResourceUse> busiest() {
        return first(
                uses.stream().filter(use -> !Double.isNaN(use.utilization())).toList(),
                Comparator.comparingDouble(ResourceUse::utilization));
    }

    /** Other resources that are saturated as well: what helps against the bottleneck alone helps little. */
    public List<ResourceUse> saturatedToo() {
        return uses.stream()
                .filter(use -> use.utilization() >= SATURATED && !resource.equals(Optional.of(use)))
                .toList();
    }
}
