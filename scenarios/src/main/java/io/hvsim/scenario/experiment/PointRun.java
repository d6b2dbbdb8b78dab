// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.TimeSeries;
import io.hvsim.scenario.spec.RunSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** One point of an experiment: its pilot and replications, and how many of them the asked precision takes. */
final class PointRun {
    private final int index;
    private final PointPlan plan;
    private final ReplicationRunner runner;
    private final ReplicationStore store;

    PointRun(int index, PointPlan plan, ReplicationRunner runner, ReplicationStore store) {
        this.index = index;
        this.plan = plan;
        this.runner = runner;
        this.store = store;
    }

    int index() {
        return index;
    }

    PointPlan plan() {
        return plan;
    }

    boolean has(int replication) {
        return store.has(index, replication);
    }

    boolean needsPilot() {
        return plan.run().warmupNs().isEmpty()
                && plan.run().durationNs().isPresent()
                && store.warmupNs(index).isEmpty();
    }

    private long warmupNs() {
        return plan.run().warmupNs().orElseGet(() -> store.warmupNs(index).orElse(0));
    }

    /** Takes the warm-up from a pilot run: the longest that any group's mean latency asks for. Returns its events. */
    long pilot() {
        RunResult pilot = runner.run(0, 0);
        long warmupNs = 0;
        for (TimeSeries series : pilot.timeSeries()) {
            if (series.name().equals("latency.mean")) {
                warmupNs = Math.max(warmupNs, Mser5.cut(series.values()) * series.intervalNs());
            }
        }
        store.cut(index, warmupNs);
        return pilot.events();
    }

    /** Simulates a replication and keeps it. Returns its events. */
    long replicate(int replication) {
        RunResult run = runner.run(replication, warmupNs());
        store.add(index, run);
        return run.events();
    }

    /**
     * How much wider than asked the widest interval of the asked precision is after {@code count} replications; NaN if some
     * interval is unknown.
     */
    double precision(int count) {
        RunSpec.Precision asked = plan.run().precision().orElseThrow();
        double widest = 0;
        for (RunSpec.Target target : asked.metrics()) {
            widest = Math.max(widest, relativeHalfWidth(count, target));
        }
        return widest / asked.relative();
    }

    /**
     * How many more than {@code count} replications the asked precision takes; 0 when it is reached or no more are allowed.
     *
     * @param ratio half-width after {@code count} over what was asked; NaN if unknown
     */
    int missing(int count, double ratio) {
        int atMost = plan.run().precision().orElseThrow().atMost();
        if (count >= atMost || ratio <= 1) {
            return 0;
        }
        int wanted = Double.isNaN(ratio) ? count + 1 : (int) Math.min(atMost, count * ratio * ratio);
        return Math.max(1, Math.min(Math.min(wanted, 2 * count), atMost) - count);
    }

    private double relativeHalfWidth(int count, RunSpec.Target target) {
        return Summary.of(
                        store.first(index, count),
                        target.vm(),
                        target.metric(),
                        plan.run().confidence(),
                        plan.spread())
                .map(each -> (each.ciHigh() - each.mean()) / Math.abs(each.mean()))
                .orElse(Double.NaN);
    }

    /** What the first {@code count} replications, which are all there, come to. */
    PointResult result(int count) {
        List<RunResult> runs = store.first(index, count);
        List<MetricSummary> metrics = Summary.of(runs, plan.run().confidence(), plan.spread());
        RunSpec.Precision asked = plan.run().precision().orElse(null);
        if (asked == null) {
            return result(runs, metrics, true, "");
        }
        boolean reached = precision(count) <= 1;
        return result(runs, metrics, reached, sentence(asked, count, reached));
    }

    private PointResult result(List<RunResult> runs, List<MetricSummary> metrics, boolean reached, String precision) {
        return new PointResult(plan.axes(), warmupNs(), precision, reached, plan.notes(), metrics, runs);
    }

    private String sentence(RunSpec.Precision asked, int count, boolean reached) {
        String known = asked.metrics().stream()
                .map(target -> String.format(
                        Locale.ROOT,
                        "%s.%s is known to ±%.2g %%",
                        target.vm(),
                        target.metric(),
                        100 * relativeHalfWidth(count, target)))
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s after %d replications; ±%.2g %% was asked%s",
                known,
                count,
                100 * asked.relative(),
                reached ? "" : " and not reached");
    }
}
