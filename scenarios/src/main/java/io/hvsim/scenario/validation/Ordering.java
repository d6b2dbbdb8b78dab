// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import io.hvsim.scenario.suite.Role;
import io.hvsim.scenario.suite.Suite;
import io.hvsim.scenario.suite.SuitePoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Two techniques with the same case and metric, which differ in what was published.
 *
 * @param better the technique with the better published result
 * @param group that of the one that is predicted, if any
 * @param right whether it is also better in the simulation
 */
public record Ordering(String caseName, String metric, String better, String worse, Group group, boolean right) {

    /** All pairs of a suite, in the order of its points. Pairs with equal published results have no order. */
    static List<Ordering> of(Suite suite, List<PointOutcome> points) {
        List<Ordering> orderings = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size(); j++) {
                PointOutcome one = points.get(i);
                PointOutcome other = points.get(j);
                if (areComparable(one.point(), other.point())) {
                    boolean inOrder = one.point()
                            .better()
                            .isBetter(one.point().published(), other.point().published());
                    orderings.add(inOrder ? of(suite, one, other) : of(suite, other, one));
                }
            }
        }
        return List.copyOf(orderings);
    }

    private static boolean areComparable(SuitePoint one, SuitePoint other) {
        return one.caseName().equals(other.caseName())
                && one.metricRef().equals(other.metricRef())
                && one.unit().equals(other.unit())
                && one.better() == other.better()
                && one.published() != other.published();
    }

    private static Ordering of(Suite suite, PointOutcome better, PointOutcome worse) {
        Group group = better.point().role() == Role.PREDICTED ? better.group(suite) : worse.group(suite);
        boolean right = better.point()
                .better()
                .isBetter(better.simulated().mean(), worse.simulated().mean());
        return new Ordering(
                better.point().caseName(),
                better.point().metricRef(),
                better.point().technique(),
                worse.point().technique(),
                group,
                right);
    }
}
