// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How well results of a group are met, over all suites.
 *
 * @param values errors of the values
 * @param extras errors of what virtualization adds, where native values are known
 * @param met how many values are met within their tolerance
 * @param orderings pairs of techniques with a published order
 * @param ordersRight how many of them have the same order in the simulation
 * @param freeParameters figures fitted to the suites of the group; 0 for what is predicted
 */
public record GroupSummary(
        Group group, Errors values, Errors extras, int met, int orderings, int ordersRight, int freeParameters) {

    /** The summary of a group. */
    public static GroupSummary of(Group group, List<SuiteOutcome> suites) {
        List<Ordering> orderings = suites.stream()
                .flatMap(suite -> suite.orderings().stream())
                .filter(ordering -> ordering.group() == group)
                .toList();
        return new GroupSummary(
                group,
                errors(group, suites, PointOutcome::errorPercent),
                errors(group, suites, PointOutcome::errorExtraPercent),
                met(group, suites),
                orderings.size(),
                (int) orderings.stream().filter(Ordering::right).count(),
                freeParameters(group, suites));
    }

    private static Errors errors(Group group, List<SuiteOutcome> suites, ToDoubleFunction<PointOutcome> error) {
        return Errors.of(suites.stream()
                .flatMap(suite -> suite.points(group))
                .mapToDouble(error)
                .toArray());
    }

    private static int met(Group group, List<SuiteOutcome> suites) {
        return (int) suites.stream()
                .flatMap(suite -> suite.points(group).filter(point -> point.isMet(suite.suite())))
                .count();
    }

    private static int freeParameters(Group group, List<SuiteOutcome> suites) {
        return suites.stream()
                .map(SuiteOutcome::suite)
                .filter(suite -> group == (suite.calibration() ? Group.CALIBRATION : Group.FITTED))
                .mapToInt(suite -> suite.freeParameters())
                .sum();
    }
}
