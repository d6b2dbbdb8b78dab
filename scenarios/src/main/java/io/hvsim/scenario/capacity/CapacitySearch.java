// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.capacity;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.PointResult;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.spec.SloSpec;
import io.hvsim.scenario.text.ScenarioException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Searches, at every point of a scenario's sweep, the largest or smallest value of one path at which the SLOs are met.
 *
 * <p>All values meet the same random numbers, so that the course of a metric over the values is smoother than its interval is
 * narrow. A value at which the replications do not decide is run with twice as many, up to a bound.
 */
public final class CapacitySearch {
    private final Scenario scenario;
    private final String path;
    private final List<String> candidates;
    private final boolean largest;
    private final List<SloSpec> slos;
    private final int mostReplications;
    private final Experiment experiment;

    /**
     * What was found at one point of the rest of the sweep.
     *
     * @param labels of the point, without the varied path
     */
    public record Finding(Map<String, String> labels, Threshold threshold) {}

    /**
     * What was found everywhere.
     *
     * @param result of every value that was tried, by point
     */
    public record Answer(List<Finding> findings, ExperimentResult result) {}

    /**
     * @param scenario without {@code path} as an axis, and with at least two replications
     * @param values of {@code path} as a sweep has them, rising; at least one
     * @param largest whether the largest value is asked for; otherwise the smallest
     * @param slos at least one
     */
    public CapacitySearch(
            Scenario scenario,
            String path,
            List<String> values,
            boolean largest,
            List<SloSpec> slos,
            int mostReplications,
            Experiment experiment) {
        this.scenario = scenario;
        this.path = path;
        this.candidates = new ArrayList<>(values);
        if (!largest) {
            Collections.reverse(candidates);
        }
        this.largest = largest;
        this.slos = slos;
        this.mostReplications = mostReplications;
        this.experiment = experiment;
    }

    /**
     * Runs the search.
     *
     * @throws ScenarioException if some value makes the scenario impossible
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IllegalStateException if a replication broke an invariant of the model
     */
    public Answer run() throws ScenarioException, InterruptedException {
        List<Finding> findings = new ArrayList<>();
        List<ExperimentResult> results = new ArrayList<>();
        for (ScenarioPoint point : scenario.points()) {
            Scenario here = scenario.only(point);
            NavigableMap<Integer, ExperimentResult> tried = new TreeMap<>();
            findings.add(new Finding(
                    point.labels(), Threshold.search(candidates.size(), place -> trial(here, place, tried))));
            results.addAll((largest ? tried : tried.descendingMap()).values());
        }
        List<String> axes = new ArrayList<>(scenario.axes());
        axes.add(path);
        return new Answer(List.copyOf(findings), ExperimentResult.joined(results, List.copyOf(axes)));
    }

    private Trial trial(Scenario here, int place, Map<Integer, ExperimentResult> tried)
            throws ScenarioException, InterruptedException {
        String value = candidates.get(place);
        Scenario valued = here.along(path, "[" + value + "]");
        ExperimentResult result = new ScenarioRun(valued).run(experiment);
        while (verdict(valued, result) == Verdict.UNDECIDED && replications(valued) < mostReplications) {
            int more = Math.min(2 * replications(valued), mostReplications);
            valued = valued.with(List.of("run.replications=" + more));
            result = new ScenarioRun(valued).run(experiment);
        }
        tried.put(place, result);
        return new Trial(place, value, result.points().get(0), verdict(valued, result));
    }

    private static int replications(Scenario scenario) {
        return scenario.first().run().replications();
    }

    /** A latency that grows with the length of the run meets no bound, even if the run was too short to show it. */
    private Verdict verdict(Scenario valued, ExperimentResult result) {
        PointResult point = result.points().get(0);
        boolean ofLatency = slos.stream().anyMatch(slo -> slo.metric().startsWith("latency."));
        return ofLatency && ScenarioRun.isSaturated(valued.first(), point) ? Verdict.MISSES : Verdict.of(point, slos);
    }
}
