// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.comparison.Comparison;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Holm;
import io.hvsim.scenario.experiment.PairedDifference;
import io.hvsim.scenario.recommendation.Objective;
import io.hvsim.scenario.spec.RunSpec;
import io.hvsim.scenario.text.ScenarioException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a metric of a VM group came out as it did at a point of a stored run, and what would change it. The reasons are read
 * from what was stored; the changes are run anew, paired with the point as it is on the same random numbers.
 *
 * @param bottlenecks one for each VM group, in the order of the scenario
 * @param technique that the group runs on
 * @param latency parts of the group's latency, largest first
 * @param overhead what virtualization costs the group, costliest first
 * @param outcomes of the changes that were run, in the order in which they were chosen
 * @param impossible how many changes the scenario does not allow
 * @param idle how many aim at causes that take next to no time
 * @param leftOut how many more there were than were asked for
 */
public record Explanation(
        Subject subject,
        List<Bottleneck> bottlenecks,
        String technique,
        List<LatencyPart> latency,
        List<OverheadPart> overhead,
        List<Outcome> outcomes,
        int impossible,
        int idle,
        int leftOut) {
    /** The axis along which the changes are run. */
    public static final String WHAT_IF = "what if";
    /** The label of the point without a change. */
    public static final String AS_IT_IS = "as it is";

    /**
     * The point with its changes as a scenario.
     *
     * @param scenario of a single point, with a sweep over the changes; the first label is the point as it is
     * @param whatIfs the changes
     */
    public record Plan(Subject subject, Scenario scenario, WhatIfs whatIfs) {

        /** How many changes there are to run. */
        public int changes() {
            return whatIfs.chosen().size();
        }
    }

    /**
     * Looks for changes that may make a difference.
     *
     * @param scenario of the stored run
     * @param replications of each change
     * @param most at most so many changes
     * @throws ScenarioException never, unless the scenario no longer reads as it did
     */
    public static Plan plan(Scenario scenario, Subject subject, int replications, int most) throws ScenarioException {
        Scenario here = scenario.only(subject.point());
        RunSpec run = here.first().run();
        here = here.with(List.of("run=" + withReplications(run, replications), "name=" + scenario.name() + "-explain"));
        WhatIfs whatIfs = WhatIfs.of(here, subject.measured(), most);
        if (whatIfs.chosen().isEmpty()) {
            return new Plan(subject, here, whatIfs);
        }
        List<String> variants = new ArrayList<>(List.of("'" + AS_IT_IS + "': {}"));
        for (WhatIf change : whatIfs.chosen()) {
            variants.add("'" + change.label() + "': {"
                    + String.join(
                            ", ",
                            change.settings().stream()
                                    .map(setting -> setting.replaceFirst("=", ": "))
                                    .toList())
                    + "}");
        }
        return new Plan(subject, here.along(WHAT_IF, "{" + String.join(", ", variants) + "}"), whatIfs);
    }

    /** The same, for so many replications whatever their precision. */
    private static String withReplications(RunSpec run, int replications) {
        String length = run.durationNs().isPresent()
                ? "duration: " + run.durationNs().getAsLong() + " ns, warmup: "
                        + (run.warmupNs().isPresent() ? run.warmupNs().getAsLong() + " ns" : "auto")
                : "until: done";
        return "{" + length + ", replications: " + replications + ", batch-means: " + run.batchMeans()
                + ", antithetic: " + run.antithetic() + ", confidence: " + 100 * run.confidence() + " %, seed: "
                + run.seed() + "}";
    }

    /**
     * Runs the changes of a plan.
     *
     * @throws InterruptedException if the calling thread was interrupted
     * @throws IllegalStateException if a replication broke an invariant of the model
     */
    public static Optional<ExperimentResult> run(Plan plan, Experiment experiment) throws InterruptedException {
        return plan.changes() == 0 ? Optional.empty() : Optional.of(new ScenarioRun(plan.scenario()).run(experiment));
    }

    /**
     * Puts together what was stored and what the changes came to.
     *
     * @param result of the plan's scenario; empty when there were no changes to run
     */
    public static Explanation of(Plan plan, Optional<ExperimentResult> result) {
        Subject subject = plan.subject();
        Measured measured = subject.measured();
        return new Explanation(
                subject,
                measured.spec().vms().stream()
                        .map(vm -> Bottleneck.of(measured.of(vm)))
                        .toList(),
                measured.technique(),
                LatencyPart.of(measured),
                OverheadPart.of(measured),
                result.map(run -> outcomes(plan, run)).orElse(List.of()),
                plan.whatIfs().impossible(),
                plan.whatIfs().idle(),
                plan.whatIfs().leftOut());
    }

    private static List<Outcome> outcomes(Plan plan, ExperimentResult result) {
        String group = plan.subject().group();
        String metric = plan.subject().metric().name();
        PointResult base = result.points().get(0);
        List<WhatIf> changes = plan.whatIfs().chosen();
        List<PairedDifference> differences = result.points().stream()
                .skip(1)
                .map(point -> Comparison.difference(point, base, group, metric, result.confidence()))
                .toList();
        double[] adjusted = Holm.adjusted(
                differences.stream().mapToDouble(PairedDifference::pValue).toArray());
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            outcomes.add(new Outcome(
                    changes.get(i).label(),
                    changes.get(i).settings(),
                    value(base, group, metric),
                    value(result.points().get(i + 1), group, metric),
                    differences.get(i),
                    adjusted[i]));
        }
        return List.copyOf(outcomes);
    }

    private static double value(PointResult point, String group, String metric) {
        return point.metric(group, metric).map(MetricSummary::mean).orElse(0.0);
    }

    /** The bottleneck of the group that is explained. */
    public Bottleneck bottleneck() {
        return bottlenecks.stream()
                .filter(each -> each.group().equals(subject.group()))
                .findFirst()
                .orElseThrow();
    }

    /** Outcomes by how much better they make the metric, best first; by size where neither direction is better. */
    public List<Outcome> ranking() {
        return outcomes.stream()
                .sorted(Comparator.comparingDouble(this::gain).reversed())
                .toList();
    }

    /**
     * The changes that help most: those that chance alone would show less often than {@code level} and that are worth at least
     * {@code least} of the value before.
     */
    public List<Outcome> best(int most, double level, double least) {
        return helpful(least)
                .filter(outcome -> outcome.isSignificant(level))
                .limit(most)
                .toList();
    }

    /** The changes that are worth as much, but which chance may have made look so. */
    public List<Outcome> unsure(double level, double least) {
        return helpful(least).filter(outcome -> !outcome.isSignificant(level)).toList();
    }

    private Stream<Outcome> helpful(double least) {
        return ranking().stream().filter(outcome -> gain(outcome) >= least * Math.abs(outcome.before()));
    }

    private double gain(Outcome outcome) {
        double by = outcome.difference().mean();
        if (Double.isNaN(by)) {
            return Double.NEGATIVE_INFINITY;
        }
        return more().map(better -> better ? by : -by).orElse(Math.abs(by));
    }

    /** Whether more of the metric is better; empty where neither is. */
    public Optional<Boolean> more() {
        return Objective.of(subject.metric().name()).map(Objective::more);
    }
}
