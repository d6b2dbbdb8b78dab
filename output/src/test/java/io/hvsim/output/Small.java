// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.Spread;
import java.util.List;
import java.util.Map;

/** An experiment so small that its files can be written out in a test. */
public final class Small {
    private Small() {}

    /** Two points of two replications; the second point finished no request. */
    public static ExperimentResult result() {
        return new ExperimentResult(
                "tiny",
                "Tiny",
                "Is \"it\" fast?",
                7,
                0.95,
                List.of("platform", "load.open.rate"),
                List.of(
                        point(Map.of("load.open.rate", "100/s", "platform", "native"), 99, 101, 0.0021, 0.0023),
                        point(
                                Map.of("platform", "VMI, lazy", "load.open.rate", "100/s"),
                                0,
                                0,
                                Double.NaN,
                                Double.NaN)),
                List.of(),
                List.of("mind the gap"),
                List.of(),
                Spread.CHANCE,
                List.of());
    }

    private static PointResult point(
            Map<String, String> labels, double rate0, double rate1, double p99first, double p99second) {
        double mean = Double.isNaN(p99first) ? Double.NaN : 0.0022;
        return new PointResult(
                labels,
                1_500_000_000L,
                "",
                true,
                List.of(),
                List.of(
                        new MetricSummary(
                                "web", "throughput", "1/s", (rate0 + rate1) / 2, rate0 - 1, rate1 + 1, 2, List.of()),
                        new MetricSummary("web", "latency.p99", "s", mean, mean / 2, mean * 2, 2, List.of())),
                List.of(run(0, rate0, p99first), run(1, rate1, p99second)));
    }

    private static RunResult run(int replication, double rate, double p99) {
        return new RunResult(
                replication,
                1_500_000_000L,
                10_000_000_000L,
                1000,
                List.of(new Metric("web", "throughput", "1/s", rate), new Metric("web", "latency.p99", "s", p99)),
                List.of(),
                List.of());
    }
}
