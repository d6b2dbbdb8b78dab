// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.recommendation;

import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.scenario.comparison.Comparison;
import io.hvsim.scenario.experiment.Holm;
import io.hvsim.scenario.experiment.PairedDifference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The techniques that one VM group can have at one point, the best first.
 *
 * @param labels of the point
 * @param group the VM group; the others stay as the scenario has them
 * @param negotiated the technique that {@code technique: auto} takes; empty when it can take none
 * @param refused techniques that the hypervisor offers and the group cannot have
 */
public record Contest(
        Map<String, String> labels,
        String group,
        Objective objective,
        Optional<String> negotiated,
        List<Entrant> ranking,
        List<Refusal> refused) {
    private static final String OVERHEAD = "overhead.";
    private static final int MOST_REASONS = 3;

    /**
     * A technique that was run.
     *
     * @param loss how much worse than the best, as a share of the best's value; 0 for the best
     * @param behind its value minus the best's, paired by replication
     * @param adjusted p-value of that difference, corrected for how many are compared with the best (Holm); 1 for the best
     * @param reasons what most of its overhead is for, largest first
     */
    public record Entrant(
            String technique,
            MetricSummary value,
            double loss,
            PairedDifference behind,
            double adjusted,
            List<MetricSummary> reasons) {

        /** Whether chance alone would set it so far behind the best less often than {@code level}. */
        public boolean isBehind(double level) {
            return adjusted < level;
        }
    }

    /** @param reason as part of a sentence */
    public record Refusal(String technique, String reason) {}

    /** A technique and what the group's runs with it came to. */
    record Candidate(String technique, PointResult result) {}

    /** Ranks techniques; those that measured no value come last. */
    static List<Entrant> rank(List<Candidate> candidates, String group, Objective objective, double confidence) {
        int sign = objective.more() ? -1 : 1;
        List<Candidate> ranking = new ArrayList<>(candidates);
        ranking.sort(Comparator.comparingDouble(
                candidate -> sign * value(candidate, group, objective).mean()));
        if (ranking.isEmpty()) {
            return List.of();
        }
        Candidate best = ranking.get(0);
        List<PairedDifference> behind = ranking.stream()
                .map(candidate ->
                        Comparison.difference(candidate.result(), best.result(), group, objective.metric(), confidence))
                .toList();
        double[] adjusted = Holm.adjusted(
                behind.stream().skip(1).mapToDouble(PairedDifference::pValue).toArray());
        List<Entrant> entrants = new ArrayList<>();
        for (int i = 0; i < ranking.size(); i++) {
            Candidate candidate = ranking.get(i);
            MetricSummary value = value(candidate, group, objective);
            double loss = Math.abs(value.mean() / value(best, group, objective).mean() - 1);
            entrants.add(new Entrant(
                    candidate.technique(),
                    value,
                    i == 0 ? 0 : loss,
                    behind.get(i),
                    i == 0 ? 1 : adjusted[i - 1],
                    reasons(candidate, group)));
        }
        return List.copyOf(entrants);
    }

    private static MetricSummary value(Candidate candidate, String group, Objective objective) {
        return candidate
                .result()
                .metric(group, objective.metric())
                .orElseGet(() -> MetricSummary.unknown(group, objective.metric()));
    }

    private static List<MetricSummary> reasons(Candidate candidate, String group) {
        return candidate.result().metrics().stream()
                .filter(metric -> metric.vm().equals(group) && metric.name().startsWith(OVERHEAD))
                .filter(metric -> metric.mean() > 0)
                .sorted(Comparator.comparingDouble(MetricSummary::mean).reversed())
                .limit(MOST_REASONS)
                .toList();
    }
}
