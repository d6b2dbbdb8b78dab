// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.model.result.Influence;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.Spread;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.experiment.PointPlan;
import io.hvsim.scenario.experiment.Sensitivity;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.spec.RunSpec;
import io.hvsim.scenario.spec.ScenarioSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * The points of a scenario with the figures of the library as uncertain as they are: replications differ in the values of
 * the figures that are only known as ranges, and in nothing else. All points take the same samples and meet the same
 * arrivals, so that what they have in common does not blur their differences.
 */
public final class UncertainRun {
    /** Share of the samples between the ends of a band. */
    public static final double BAND = 0.9;

    private static final int MOST_INFLUENCES = 8;
    /** Fewer say nothing of what moves a metric. */
    private static final int FEWEST_SAMPLES = 5;

    private final List<ScenarioPoint> points;
    private final UncertainFigures uncertain;
    private final int samples;

    /**
     * @param points at least one; the seed of the first draws the samples
     * @param samples at least 2
     */
    public UncertainRun(List<ScenarioPoint> points, int samples) {
        this.points = points;
        this.samples = samples;
        List<ScenarioSpec> specs = points.stream().map(ScenarioPoint::spec).toList();
        this.uncertain = new UncertainFigures(
                FiguresUsed.of(specs), samples, specs.get(0).run().seed());
    }

    /** A plan for each point, whose replications are the samples. */
    public List<PointPlan> plans() {
        return points.stream().map(this::plan).toList();
    }

    private PointPlan plan(ScenarioPoint point) {
        RunSpec run = point.spec().run();
        RunSpec sampled = new RunSpec(
                run.warmupNs(), run.durationNs(), samples, Optional.empty(), false, false, BAND, run.seed());
        return new PointPlan(
                point.labels(), List.of(), sampled, Spread.FIGURES, (sample, warmupNs) -> run(point, sample, warmupNs));
    }

    private RunResult run(ScenarioPoint point, int sample, long warmupNs) {
        RunResult result = HostSimulation.run(Assembler.plan(point.spec(), uncertain.sample(sample), 0, warmupNs));
        return new RunResult(
                sample,
                result.warmupNs(),
                result.measuredNs(),
                result.events(),
                result.metrics(),
                result.latencyCurves(),
                result.timeSeries());
    }

    /** What moves the metrics of each point, but for the parts of sums. */
    List<Influence> influences(List<PointResult> results) {
        if (samples < FEWEST_SAMPLES) {
            return List.of();
        }
        double byChance = byChance();
        List<Influence> influences = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Set<String> used = FiguresUsed.of(List.of(points.get(i).spec())).stream()
                    .map(Figure::path)
                    .collect(Collectors.toSet());
            List<Metric> metrics = results.get(i).replications().get(0).metrics();
            double[][] values = values(results.get(i), metrics.size());
            for (int metric = 0; metric < metrics.size(); metric++) {
                if (!Metric.isPart(metrics.get(metric).name())) {
                    influences.addAll(influences(results.get(i), metrics.get(metric), values[metric], used, byChance));
                }
            }
        }
        return influences;
    }

    /** By metric and sample. */
    private static double[][] values(PointResult result, int metrics) {
        double[][] values = new double[metrics][result.replications().size()];
        int sample = 0;
        for (RunResult run : result.replications()) {
            for (int metric = 0; metric < metrics; metric++) {
                values[metric][sample] = run.metrics().get(metric).value();
            }
            sample++;
        }
        return values;
    }

    private List<Influence> influences(
            PointResult result, Metric named, double[] values, Set<String> used, double byChance) {
        List<Influence> found = new ArrayList<>();
        for (int i = 0; i < uncertain.figures().size(); i++) {
            String path = uncertain.figures().get(i).path();
            if (used.contains(path)) {
                double correlation = new SpearmansCorrelation().correlation(uncertain.values(i), values);
                if (Math.abs(correlation) > byChance) {
                    Sensitivity sensitivity = Sensitivity.of(uncertain.values(i), values);
                    found.add(new Influence(
                            result.axes(),
                            named.vm(),
                            named.name(),
                            path,
                            correlation,
                            sensitivity.firstOrder(),
                            sensitivity.low(),
                            sensitivity.high()));
                }
            }
        }
        return found.stream()
                .sorted(Comparator.comparingDouble(each -> -Math.abs(each.rankCorrelation())))
                .limit(MOST_INFLUENCES)
                .toList();
    }

    /** A rank correlation that none of the figures reaches in nineteen of twenty cases when the metric ignores them all. */
    private double byChance() {
        int tries = Math.max(1, uncertain.figures().size());
        return new NormalDistribution().inverseCumulativeProbability(1 - 0.025 / tries) / Math.sqrt(samples - 1);
    }
}
