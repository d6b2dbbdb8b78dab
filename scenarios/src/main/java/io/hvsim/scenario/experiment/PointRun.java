// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.TimeSeries;
import io.hvsim.scenario.spec.RunSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The replications of one point so far, and how many more it needs. */
final class PointRun {
    private final PointPlan plan;
    private final List<RunResult> runs = new ArrayList<>();
    private long warmupNs;

    PointRun(PointPlan plan) {
        this.plan = plan;
        this.warmupNs = plan.run().warmupNs().orElse(0);
    }

    PointPlan plan() {
        return plan;
    }

    long warmupNs() {
        return warmupNs;
    }

    boolean needsPilot() {
        return plan.run().warmupNs().isEmpty() && plan.run().durationNs().isPresent();
    }

    /** Takes the warm-up from a pilot run: the longest that any group's mean latency asks for. */
    void cutBy(RunResult pilot) {
        for (TimeSeries series : pilot.timeSeries()) {
            if (series.name().equals("latency.mean")) {
                warmupNs = Math.max(warmupNs, Mser5.cut(series.values()) * series.intervalNs());
            }
        }
    }

    void add(RunResult run) {
        runs.add(run);
    }

    int replications() {
        return runs.size();
    }

    /** How many more replications the asked precision takes, judged from those there are; 0 when it is reached. */
    int missing() {
        RunSpec.Precision asked = plan.run().precision().orElse(null);
        if (asked == null || runs.size() >= asked.atMost()) {
            return 0;
        }
        double ratio =
                relativeHalfWidth(Summary.of(runs, plan.run().confidence(), plan.spread()), asked) / asked.relative();
        if (ratio <= 1) {
            return 0;
        }
        int wanted =
                Double.isNaN(ratio) ? runs.size() + 1 : (int) Math.min(asked.atMost(), runs.size() * ratio * ratio);
        return Math.max(1, Math.min(Math.min(wanted, 2 * runs.size()), asked.atMost()) - runs.size());
    }

    private static double relativeHalfWidth(List<MetricSummary> metrics, RunSpec.Precision asked) {
        return metrics.stream()
                .filter(each -> each.is(asked.vm(), asked.metric()))
                .mapToDouble(each -> (each.ciHigh() - each.mean()) / Math.abs(each.mean()))
                .findFirst()
                .orElse(Double.NaN);
    }

    PointResult result() {
        List<MetricSummary> metrics = Summary.of(runs, plan.run().confidence(), plan.spread());
        RunSpec.Precision asked = plan.run().precision().orElse(null);
        if (asked == null) {
            return result(metrics, true, "");
        }
        double known = relativeHalfWidth(metrics, asked);
        boolean reached = known <= asked.relative();
        return result(metrics, reached, sentence(asked, known, reached));
    }

    private PointResult result(List<MetricSummary> metrics, boolean reached, String precision) {
        return new PointResult(plan.axes(), warmupNs, precision, reached, plan.notes(), metrics, List.copyOf(runs));
    }

    private String sentence(RunSpec.Precision asked, double known, boolean reached) {
        return String.format(
                Locale.ROOT,
                "%s.%s is known to ±%.2g %% after %d replications; ±%.2g %% was asked%s",
                asked.vm(),
                asked.metric(),
                100 * known,
                runs.size(),
                100 * asked.relative(),
                reached ? "" : " and not reached");
    }
}
