// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.Spread;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.assembly.Assembler;
import io.hvsim.scenario.assembly.UncertainRun;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.PointPlan;
import io.hvsim.scenario.figure.FigureValues;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.suite.Suite;
import io.hvsim.scenario.suite.SuitePoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs suites. A scenario that several points of a suite need is run once. */
public final class Validation {
    private final Map<ScenarioSpec, PointResult> results = new LinkedHashMap<>();

    private final Spread spread;

    private Validation(Spread spread) {
        this.spread = spread;
    }

    /**
     * Runs every scenario of the suites and compares.
     *
     * @return the outcomes in the order of the suites
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IllegalStateException if a replication broke an invariant of the model
     */
    public static List<SuiteOutcome> run(List<Suite> suites, Experiment experiment) throws InterruptedException {
        return new Validation(Spread.CHANCE)
                .compare(
                        suites,
                        experiment,
                        points -> points.stream()
                                .map(point -> Assembler.plan(point))
                                .toList());
    }

    /** The same with {@code values} of the figures. */
    public static List<SuiteOutcome> run(List<Suite> suites, Experiment experiment, FigureValues values)
            throws InterruptedException {
        return new Validation(Spread.CHANCE)
                .compare(
                        suites,
                        experiment,
                        points -> points.stream()
                                .map(point -> Assembler.plan(point, values))
                                .toList());
    }

    /**
     * The same with {@code samples} values of each figure that is only known as a range: simulated values are then means
     * over the samples, with bands that hold nine tenths of them.
     */
    public static List<SuiteOutcome> run(List<Suite> suites, Experiment experiment, int samples)
            throws InterruptedException {
        return new Validation(Spread.FIGURES)
                .compare(suites, experiment, points -> new UncertainRun(points, samples).plans());
    }

    private List<SuiteOutcome> compare(
            List<Suite> suites, Experiment experiment, Function<List<ScenarioPoint>, List<PointPlan>> planner)
            throws InterruptedException {
        simulate(suites, experiment, planner);
        return suites.stream()
                .map(suite -> new SuiteOutcome(
                        suite, suite.points().stream().map(this::outcome).toList()))
                .toList();
    }

    private void simulate(
            List<Suite> suites, Experiment experiment, Function<List<ScenarioPoint>, List<PointPlan>> planner)
            throws InterruptedException {
        Map<ScenarioSpec, ScenarioPoint> points = new LinkedHashMap<>();
        for (Suite suite : suites) {
            for (SuitePoint point : suite.points()) {
                Map<String, String> labels = Map.of("suite", suite.name(), "point", point.label());
                point.specs().forEach(spec -> points.putIfAbsent(spec, new ScenarioPoint(labels, spec)));
            }
        }
        List<ScenarioSpec> specs = List.copyOf(points.keySet());
        List<PointResult> runs = experiment.run(planner.apply(List.copyOf(points.values())));
        for (int i = 0; i < runs.size(); i++) {
            results.put(specs.get(i), runs.get(i));
        }
    }

    private PointOutcome outcome(SuitePoint point) {
        Estimate onNative =
                point.onNative().map(each -> value(point, each.spec())).orElse(Estimate.NONE);
        return new PointOutcome(point, value(point, point.spec()), onNative);
    }

    /** The value that the point asks for, with {@code spec} in place of its own scenario. */
    private Estimate value(SuitePoint point, ScenarioSpec spec) {
        double confidence = spread == Spread.FIGURES
                ? UncertainRun.BAND
                : point.spec().run().confidence();
        PointResult own = results.get(spec);
        if (point.relativeTo().isEmpty()) {
            return Estimate.of(own, point.vm(), point.metric(), spread, confidence)
                    .times(point.scale());
        }
        PointResult base = results.get(point.relativeTo().get());
        Estimate ratio = point.inverse()
                ? Estimate.ratio(base, own, point.vm(), point.metric(), spread, confidence)
                : Estimate.ratio(own, base, point.vm(), point.metric(), spread, confidence);
        return ratio.times(point.scale());
    }
}
