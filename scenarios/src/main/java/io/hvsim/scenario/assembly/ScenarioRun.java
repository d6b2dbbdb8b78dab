// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Influence;
import io.hvsim.model.result.Labels;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.Spread;
import io.hvsim.model.technique.Technique;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.PointPlan;
import io.hvsim.scenario.experiment.Summary;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** A scenario as an experiment: its points run, and what the answer rests on and is limited by. */
public record ScenarioRun(Scenario scenario) {
    /** How the warning of saturated points begins. */
    private static final String SATURATED = "more requests arrive than are served";

    /** An open load of which less than this share is served is called saturated. */
    private static final double SERVED = 0.98;
    /** By how many standard deviations of Poisson arrivals that must be too few. */
    private static final double CHANCE = 3;

    private static final double NS_PER_SECOND = 1e9;
    /** Fewer batches do not show whether they are correlated. */
    private static final int FEWEST_BATCHES = 10;
    /** Times the root of the number of batches: the lag-one correlation that chance exceeds once in twenty cases, one-sided. */
    private static final double UNCORRELATED = 1.645;
    /** From this share of assumed figures on, a technique's prices count as guessed. */
    private static final double MOSTLY = 0.8;

    /**
     * A plan for each point.
     *
     * @param samples of uncertain figures, at least 2, that take the place of replications; empty to replicate
     */
    public List<PointPlan> plans(OptionalInt samples) {
        return samples.isPresent()
                ? new UncertainRun(scenario.points(), samples.getAsInt()).plans()
                : scenario.points().stream().map(Assembler::plan).toList();
    }

    /**
     * Runs every point of the scenario.
     *
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IllegalStateException if a replication broke an invariant of the model
     */
    public ExperimentResult run(Experiment experiment) throws InterruptedException {
        List<PointResult> results = experiment.run(plans(OptionalInt.empty()));
        return result(results, scenario.first().run().confidence(), Spread.CHANCE, List.of());
    }

    /**
     * Runs every point with {@code samples} values of each figure that is only known as a range, drawn by Latin hypercube,
     * on the same random numbers. Intervals are then bands that hold nine tenths of the samples.
     *
     * @param samples at least 2
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IllegalStateException if a replication broke an invariant of the model
     */
    public ExperimentResult run(Experiment experiment, int samples) throws InterruptedException {
        UncertainRun uncertain = new UncertainRun(scenario.points(), samples);
        List<PointResult> results = experiment.run(uncertain.plans());
        return result(results, UncertainRun.BAND, Spread.FIGURES, uncertain.influences(results));
    }

    /** Runs with samples where there are any, and replicates otherwise. */
    public ExperimentResult run(Experiment experiment, OptionalInt samples) throws InterruptedException {
        return samples.isPresent() ? run(experiment, samples.getAsInt()) : run(experiment);
    }

    private ExperimentResult result(
            List<PointResult> results, double confidence, Spread spread, List<Influence> influences) {
        List<ScenarioPoint> points = scenario.points();
        ScenarioSpec first = scenario.first();
        return new ExperimentResult(
                scenario.name(),
                first.title(),
                first.question(),
                first.run().seed(),
                confidence,
                scenario.axes(),
                results,
                FiguresUsed.by(points.stream().map(ScenarioPoint::spec).toList()),
                warnings(points, results),
                first.charts(),
                spread,
                influences);
    }

    private List<String> warnings(List<ScenarioPoint> points, List<PointResult> results) {
        Set<String> warnings = new LinkedHashSet<>();
        List<String> saturated = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            ScenarioSpec spec = points.get(i).spec();
            for (VmSpec vm : spec.vms()) {
                guessed(spec, vm).or(() -> guessedMechanism(spec, vm)).ifPresent(warnings::add);
            }
            correlated(points.get(i), results.get(i)).ifPresent(warnings::add);
            if (isSaturated(spec, results.get(i))) {
                saturated.add(Labels.joined(results.get(i).axes()));
            }
        }
        if (!saturated.isEmpty()) {
            warnings.add(
                    SATURATED + ", so latency there grows with the length of the run and is no property of the system: "
                            + String.join("; ", saturated));
        }
        for (PointResult result : results) {
            result.metrics().stream()
                    .filter(metric -> !metric.states().isEmpty())
                    .forEach(metric -> warnings.add(states(result, metric)));
        }
        return List.copyOf(warnings);
    }

    /** Those of {@code warnings} that are not about saturation: for answers that speak of it themselves. */
    public static List<String> besidesSaturation(List<String> warnings) {
        return warnings.stream()
                .filter(warning -> !warning.startsWith(SATURATED))
                .toList();
    }

    /** Says around which values the replications of a point gather. */
    private static String states(PointResult result, MetricSummary metric) {
        String at = result.axes().entrySet().stream()
                .map(axis -> axis.getKey() + " " + axis.getValue())
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s.%s%s falls into %d states, which its mean does not describe: %s",
                metric.vm(),
                metric.name(),
                at.isEmpty() ? "" : " at " + at,
                metric.states().size(),
                metric.states().stream()
                        .map(state -> new BigDecimal(state.mean())
                                        .round(new MathContext(4))
                                        .toPlainString() + " "
                                + metric.unit() + " in " + state.replications() + " of " + metric.replications()
                                + " replications")
                        .collect(Collectors.joining("; ")));
    }

    /** Says so when a technique's prices are mostly assumed, for want of published ones. */
    private Optional<String> guessed(ScenarioSpec spec, VmSpec vm) {
        String technique = Techniques.of(spec, vm).technique();
        TechniqueCosts costs = spec.hypervisor().techniques().get(technique);
        List<Figure> figures = costs.figuresWith(vm.interruptController());
        long all = figures.size();
        long assumed = assumed(figures);
        boolean real = costs.definition().technique().cpu() == Technique.CpuChoice.NATIVE;
        if (real || assumed < MOSTLY * all) {
            return Optional.empty();
        }
        return Optional.of(assumed + " of the " + all + " figures of technique " + technique + " on "
                + spec.hypervisor().name() + " are assumed, for want of published ones" + advice());
    }

    /** Says so when what sets a nested or confidential guest apart is in part assumed, however well the rest is known. */
    private Optional<String> guessedMechanism(ScenarioSpec spec, VmSpec vm) {
        String technique = Techniques.of(spec, vm).technique();
        List<Figure> figures = spec.hypervisor().techniques().get(technique).distinctive();
        long assumed = assumed(figures);
        if (assumed == 0) {
            return Optional.empty();
        }
        return Optional.of(assumed + " of the " + figures.size() + " figures by which technique " + technique + " on "
                + spec.hypervisor().name() + " differs from an ordinary VM are assumed, for want of published ones"
                + advice());
    }

    private static long assumed(List<Figure> figures) {
        return figures.stream()
                .filter(figure -> !figure.provenance().assumed().isEmpty())
                .count();
    }

    private String advice() {
        return scenario.axes().contains("figures")
                ? ""
                : "; sweep figures: [central, optimistic, pessimistic] for the band that their ranges leave";
    }

    /** Whether more requests arrive at some VM group than are served, so that its latency grows with the length of the run. */
    public static boolean isSaturated(ScenarioSpec spec, PointResult result) {
        return spec.vms().stream().anyMatch(vm -> isSaturated(vm, result));
    }

    /** Says so when batches of one run are not independent, so that their intervals are too narrow. */
    private static Optional<String> correlated(ScenarioPoint point, PointResult result) {
        if (!point.spec().run().batchMeans() || result.replications().size() < FEWEST_BATCHES) {
            return Optional.empty();
        }
        for (VmSpec vm : point.spec().vms()) {
            double[] means = result.replications().stream()
                    .mapToDouble(batch -> batch.metric(vm.group(), "latency.mean")
                            .map(Metric::value)
                            .orElse(Double.NaN))
                    .toArray();
            double correlation = Summary.lagOneCorrelation(means);
            if (correlation > UNCORRELATED / Math.sqrt(means.length)) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "mean latencies of %s in one batch and the next are correlated (%.2f)%s: intervals are too narrow; make"
                                + " the duration longer",
                        vm.group(),
                        correlation,
                        Labels.at(result.axes())));
            }
        }
        return Optional.empty();
    }

    /** Whether more requests arrive at the group than are served. */
    public static boolean isSaturated(VmSpec vm, PointResult result) {
        if (!(vm.load() instanceof LoadSpec.Open open)) {
            return false;
        }
        double arriving = open.ratePerSecond() * vm.count();
        double measuredSeconds = result.replications().stream()
                .mapToDouble(run -> run.measuredNs() / NS_PER_SECOND)
                .sum();
        double chance = CHANCE / Math.sqrt(arriving * measuredSeconds);
        return result.metric(vm.group(), "throughput")
                .filter(served -> served.mean() < (SERVED - chance) * arriving)
                .isPresent();
    }
}
