// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.scenario.assembly.ScenarioRun;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What limits a VM group at a point.
 *
 * <p>A resource that is in use {@value #SATURATED} of the time or more limits throughput (utilization law): where requests
 * arrive at random, a queue there is nine times as long as service from then on, and grows without bound soon after. It limits
 * this group if its requests spend {@value #NOTICED} of their p99 latency with it at least. Of several it is the one that most
 * is spent with, but for the group's own vCPUs: while they run so much of the time, pCPUs and a limit can only take the rest.
 *
 * <p>Where none is saturated, but requests spend {@value #DOMINANT} of their p99 latency or more with some resource, that one
 * limits latency; and locks do so even where vCPUs are saturated, by spinning. Otherwise nothing does: load is below capacity,
 * and latency is the work itself.
 *
 * @param group the VM group
 * @param resource the bottleneck; empty when there is none
 * @param uses of all resources that the group uses
 * @param overloaded whether more requests arrive than are served
 */
public record Bottleneck(
        String group, Kind kind, Optional<ResourceUse> resource, List<ResourceUse> uses, boolean overloaded) {
    /** From this share of its capacity on a resource counts as saturated. */
    public static final double SATURATED = 0.9;

    static final double DOMINANT = 0.5;
    static final double NOTICED = 0.01;

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
        Optional<ResourceUse> saturated = saturated(uses);
        Optional<ResourceUse> dominant = mostSpent(uses.stream().filter(use -> use.latencyShare() >= DOMINANT));
        String group = measured.vm().group();
        boolean spinning = dominant.filter(use -> use.resource() == Resource.LOCKS)
                        .isPresent()
                && saturated.filter(use -> use.resource() == Resource.VCPUS).isPresent();
        if (saturated.isPresent() && !spinning) {
            return new Bottleneck(group, Kind.SATURATED, saturated, uses, overloaded);
        }
        return new Bottleneck(group, dominant.isPresent() ? Kind.DOMINANT : Kind.NONE, dominant, uses, overloaded);
    }

    private static Optional<ResourceUse> saturated(List<ResourceUse> uses) {
        List<ResourceUse> saturated =
                uses.stream().filter(use -> use.utilization() >= SATURATED).toList();
        boolean vcpus = saturated.stream().anyMatch(use -> use.resource() == Resource.VCPUS);
        return mostSpent(saturated.stream()
                .filter(use -> use.resource() == Resource.VCPUS || use.latencyShare() >= NOTICED)
                .filter(use -> !vcpus || use.resource() != Resource.PCPUS && use.resource() != Resource.CPU_LIMIT));
    }

    private static Optional<ResourceUse> mostSpent(Stream<ResourceUse> uses) {
        return first(uses.toList(), Comparator.comparingDouble(ResourceUse::latencyShare));
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

    /** Another resource that most of the p99 latency is spent with, though it is not the bottleneck. */
    public Optional<ResourceUse> mostLatency() {
        return uses.stream()
                .filter(use -> use.latencyShare() >= DOMINANT && !resource.equals(Optional.of(use)))
                .findFirst();
    }
}
