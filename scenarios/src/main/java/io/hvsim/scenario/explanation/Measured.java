// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.technique.Cause;
import io.hvsim.scenario.spec.Feasibility;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;

/** What was measured of a VM group at a point; metrics that are not there count as 0. */
record Measured(ScenarioSpec spec, VmSpec vm, PointResult result) {

    double group(String metric) {
        return of(vm.group(), metric);
    }

    double host(String metric) {
        return of(Metric.HOST, metric);
    }

    private double of(String group, String metric) {
        return result.metric(group, metric)
                .map(MetricSummary::mean)
                .filter(Double::isFinite)
                .orElse(0.0);
    }

    /** Share of its vCPUs' time in which they have a pCPU and do not idle on it. */
    double running() {
        return group("cpu.user") + group("cpu.kernel") + group("cpu.overhead") + group("cpu.spin");
    }

    /** The technique that the group runs on. */
    String technique() {
        return vm.technique()
                .orElseGet(() -> Feasibility.choose(spec.host(), spec.hypervisor(), vm.guest(), vm.vmi())
                        .technique());
    }

    /** Whether its vCPUs and the host's pCPUs are both saturated. */
    boolean isSaturated() {
        return running() >= Bottleneck.SATURATED && host("host.utilization") >= Bottleneck.SATURATED;
    }

    /** How many of the host's pCPUs it keeps running, all its VMs together. */
    double pcpus() {
        return running() * vm.vcpus() * vm.count();
    }

    Measured of(VmSpec other) {
        return new Measured(spec, other, result);
    }

    /** Part of the percentile that is booked under {@code cause}, as a share of it; 0 without requests. */
    double blamed(Cause cause, String percentile) {
        double whole = group("latency." + percentile);
        return whole > 0 ? group("blame." + percentile + "." + cause.blameLabel()) / whole : 0;
    }

    /** Share of the vCPUs' time that is booked under {@code cause}; 0 for what takes no vCPU's time. */
    double cpu(Cause cause) {
        return cause.isOverhead() ? group("overhead." + cause.label()) : group("cpu." + cause.label());
    }
}
