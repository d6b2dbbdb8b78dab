// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import io.hvsim.model.result.PointResult;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.assembly.Assembler;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.PointPlan;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.suite.Suite;
import io.hvsim.scenario.suite.SuitePoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs suites. A scenario that several points of a suite need is run once. */
public final class Validation {
    private final Map<ScenarioSpec, PointResult> results = new LinkedHashMap<>();

    private Validation() {}

    /**
     * Runs every scenario of the suites and compares.
     *
     * @return the outcomes in the order of the suites
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IllegalStateException if a replication broke an invariant of the model
     */
    public static List<SuiteOutcome> run(List<Suite> suites, Experiment experiment) throws InterruptedException {
        Validation validation = new Validation();
        validation.simulate(suites, experiment);
        return suites.stream()
                .map(suite -> new SuiteOutcome(
                        suite, suite.points().stream().map(validation::outcome).toList()))
                .toList();
    }

    private void simulate(List<Suite> suites, Experiment experiment) throws InterruptedException {
        Map<ScenarioSpec, PointPlan> plans = new LinkedHashMap<>();
        for (Suite suite : suites) {
            for (SuitePoint point : suite.points()) {
                Map<String, String> labels = Map.of("suite", suite.name(), "point", point.label());
                point.specs()
                        .forEach(spec ->
                                plans.computeIfAbsent(spec, each -> Assembler.plan(new ScenarioPoint(labels, each))));
            }
        }
        List<ScenarioSpec> specs = List.copyOf(plans.keySet());
        List<PointResult> runs = experiment.run(new ArrayList<>(plans.values()));
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
        double confidence = point.spec().run().confidence();
        PointResult own = results.get(spec);
        if (point.relativeTo().isEmpty()) {
            return Estimate.of(own, point.vm(), point.metric(), confidence).times(point.scale());
        }
        PointResult base = results.get(point.relativeTo().get());
        Estimate ratio = point.inverse()
                ? Estimate.ratio(base, own, point.vm(), point.metric(), confidence)
                : Estimate.ratio(own, base, point.vm(), point.metric(), confidence);
        return ratio.times(point.scale());
    }
}
