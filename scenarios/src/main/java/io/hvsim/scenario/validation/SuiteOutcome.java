// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import io.hvsim.scenario.suite.Suite;
import java.util.List;
import java.util.stream.Stream;

/** A suite with what was simulated for each of its points, in their order. */
public record SuiteOutcome(Suite suite, List<PointOutcome> points) {

    /** The points that are counted in {@code group}. */
    public Stream<PointOutcome> points(Group group) {
        return points.stream().filter(point -> point.group(suite) == group);
    }

    /** Which technique is better, published and simulated, for all pairs of techniques. */
    public List<Ordering> orderings() {
        return Ordering.of(suite, points);
    }
}
