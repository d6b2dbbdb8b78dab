// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.result.LatencyCurve;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.experiment.ReplicationRunner;
import java.util.ArrayList;
import java.util.List;

/**
 * A replication made of two runs, the second with the mirrored random numbers of the first: where the one meets long services
 * and early arrivals, the other meets short and late ones, so that their mean varies less than that of two runs without
 * anything in common. Pairs are independent of each other, as replications have to be.
 *
 * <p>Source: Law, "Simulation Modeling and Analysis", 5th edition, section 11.3. Differs from the source in: exponential and normal
 * numbers are drawn by ziggurat, not by inversion, which mirrors them in part only.
 *
 * @param single runs replication {@code n}, or its mirror {@code ~n}
 */
record AntitheticPair(ReplicationRunner single) implements ReplicationRunner {

    @Override
    public RunResult run(int replication, long warmupNs) {
        return mean(single.run(replication, warmupNs), single.run(~replication, warmupNs));
    }

    /** Each metric is the mean of both; latencies of both are pooled; the time series are those of the first. */
    private static RunResult mean(RunResult one, RunResult mirror) {
        List<Metric> metrics = new ArrayList<>();
        for (int i = 0; i < one.metrics().size(); i++) {
            Metric metric = one.metrics().get(i);
            double mean = (metric.value() + mirror.metrics().get(i).value()) / 2;
            metrics.add(new Metric(metric.vm(), metric.name(), metric.unit(), mean));
        }
        List<LatencyCurve> curves = new ArrayList<>(one.latencyCurves());
        curves.addAll(mirror.latencyCurves());
        return new RunResult(
                one.replication(),
                one.warmupNs(),
                one.measuredNs(),
                one.events() + mirror.events(),
                List.copyOf(metrics),
                List.copyOf(curves),
                one.timeSeries());
    }
}
