// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.recommendation;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.spec.VmSpec;
import io.hvsim.scenario.text.ScenarioException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs every VM group of a scenario with each technique that host, hypervisor and guest allow, the other groups unchanged and
 * all on the same random numbers, at every point of the sweep. Axes of the sweep that set the technique give way to this
 * choice; opting in to an interface, as by {@code vmi: true}, is taken as free to choose.
 *
 * @param contests by group, then by point
 * @param result of all that was run
 */
public record Recommendation(List<Contest> contests, ExperimentResult result) {
    /** The axis of {@code result} that has the techniques. */
    public static final String TECHNIQUE = "technique";
    /** The axis of {@code result} that has the groups, when there are several. */
    public static final String GROUP = "VM group";

    /**
     * Runs the contests.
     *
     * @param objective empty for what suits each group's load
     * @throws ScenarioException if the scenario makes no sense without the axes that set techniques
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IllegalStateException if a replication broke an invariant of the model
     * @throws IllegalArgumentException if some group can have no technique at some point, with the reasons
     */
    public static Recommendation of(Scenario scenario, Optional<Objective> objective, Experiment experiment)
            throws ScenarioException, InterruptedException {
        Scenario free = scenario.without(axesThatChoose(scenario));
        List<VmSpec> groups = free.first().vms();
        List<Contest> contests = new ArrayList<>();
        List<ExperimentResult> results = new ArrayList<>();
        for (VmSpec group : groups) {
            for (ScenarioPoint point : free.points()) {
                Eligibility field = Eligibility.of(free.only(point), group.group());
                List<Contest.Candidate> candidates = new ArrayList<>();
                for (Eligibility.Runner runner : field.runners()) {
                    ExperimentResult run = new ScenarioRun(runner.scenario()).run(experiment);
                    candidates.add(new Contest.Candidate(
                            runner.technique(), run.points().get(0)));
                    ExperimentResult named = groups.size() == 1 ? run : run.labelled(GROUP, group.group());
                    results.add(named.labelled(TECHNIQUE, runner.technique()));
                }
                Objective judge = objective.orElse(Objective.suiting(group.load()));
                contests.add(new Contest(
                        point.labels(),
                        group.group(),
                        judge,
                        field.negotiated(),
                        Contest.rank(
                                candidates, group.group(), judge, results.get(0).confidence()),
                        field.refused()));
            }
        }
        return new Recommendation(
                List.copyOf(contests),
                ExperimentResult.joined(results, results.get(0).axes()));
    }

    /** The axes of a scenario that set the technique of some group, and so give way. */
    public static Set<String> axesThatChoose(Scenario scenario) {
        Set<String> axes = new LinkedHashSet<>();
        for (VmSpec group : scenario.first().vms()) {
            axes.addAll(scenario.axesThatSet("vms." + group.group() + ".technique"));
            axes.addAll(scenario.axesThatSet("vms." + group.group() + ".vmi"));
        }
        return axes;
    }
}
