// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.Spread;
import io.hvsim.scenario.suite.Suite;
import io.hvsim.scenario.validation.Group;
import io.hvsim.scenario.validation.GroupSummary;
import io.hvsim.scenario.validation.Ordering;
import io.hvsim.scenario.validation.PointOutcome;
import io.hvsim.scenario.validation.SuiteOutcome;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A table per suite, and the summary over all. */
final class ValidationTable {
    private static final Set<String> WORDS = Set.of("case", "technique", "metric", "role", "confidence", "group");
    private static final List<String> POINT = List.of(
            "case", "technique", "metric", "published", "simulated", "error", "on the extra", "role", "confidence");
    private static final List<String> SUMMARY = List.of(
            "group",
            "points",
            "median error",
            "90 % below",
            "met",
            "extras",
            "median error of extra",
            "90 % below",
            "orderings right",
            "free parameters");

    private ValidationTable() {}

    static String text(List<SuiteOutcome> outcomes) {
        return outcomes.stream().map(ValidationTable::suite).collect(Collectors.joining()) + summary(outcomes);
    }

    private static String suite(SuiteOutcome outcome) {
        Suite suite = outcome.suite();
        TextColumns table = new TextColumns(POINT, WORDS);
        boolean oneMetric = outcome.points().stream()
                        .map(point -> point.point().metricRef())
                        .distinct()
                        .count()
                == 1;
        outcome.points().forEach(point -> table.add(row(point, oneMetric)));
        String kind = suite.calibration() ? " (calibration: what is fitted here proves nothing)" : "";
        return suite.name() + ": " + suite.title() + kind + "\n" + table.text() + orderings(outcome) + "\n";
    }

    private static List<String> row(PointOutcome point, boolean oneMetric) {
        return List.of(
                point.point().caseName(),
                point.point().technique(),
                oneMetric ? "" : point.point().metricRef(),
                ValidationWords.published(point),
                ValidationWords.simulated(point),
                ValidationWords.error(point.errorPercent()),
                ValidationWords.error(point.errorExtraPercent()),
                ValidationWords.word(point.point().role()),
                ValidationWords.word(point.point().confidence()));
    }

    /** The pairs whose order is not the published one; empty when there are none. */
    private static String orderings(SuiteOutcome outcome) {
        return outcome.orderings().stream()
                .filter(ordering -> !ordering.right())
                .map(ValidationTable::wrongOrder)
                .collect(Collectors.joining());
    }

    private static String wrongOrder(Ordering ordering) {
        return "wrong order: " + ordering.caseName() + ": " + ordering.better() + " was published as better than "
                + ordering.worse() + "\n";
    }

    private static String summary(List<SuiteOutcome> outcomes) {
        TextColumns table = new TextColumns(SUMMARY, WORDS);
        Stream.of(Group.values())
                .map(group -> GroupSummary.of(group, outcomes))
                .filter(summary -> summary.values().count() > 0)
                .forEach(summary -> table.add(row(summary)));
        return table.text() + bands(outcomes);
    }

    /** How many published values lie within the bands, where the runs have any. */
    private static String bands(List<SuiteOutcome> outcomes) {
        StringBuilder text = new StringBuilder();
        for (Group group : Group.values()) {
            List<PointOutcome> points = outcomes.stream()
                    .flatMap(suite -> suite.points(group))
                    .filter(point -> point.simulated().spread() == Spread.FIGURES)
                    .toList();
            long inside = points.stream()
                    .filter(point -> point.simulated().holds(point.point().published()))
                    .count();
            if (!points.isEmpty()) {
                text.append(ValidationWords.word(group))
                        .append(": ")
                        .append(inside)
                        .append(" of ")
                        .append(points.size())
                        .append(" published values lie in the band that uncertain figures leave\n");
            }
        }
        return text.toString();
    }

    private static List<String> row(GroupSummary summary) {
        boolean hasExtras = summary.extras().count() > 0;
        boolean hasOrder = summary.orderings() > 0;
        return List.of(
                ValidationWords.word(summary.group()),
                Integer.toString(summary.values().count()),
                ValidationWords.size(summary.values().medianPercent()),
                ValidationWords.size(summary.values().p90Percent()),
                Integer.toString(summary.met()),
                hasExtras ? Integer.toString(summary.extras().count()) : "",
                ValidationWords.size(summary.extras().medianPercent()),
                ValidationWords.size(summary.extras().p90Percent()),
                hasOrder ? summary.ordersRight() + " of " + summary.orderings() : "",
                summary.freeParameters() > 0 ? Integer.toString(summary.freeParameters()) : "");
    }
}
