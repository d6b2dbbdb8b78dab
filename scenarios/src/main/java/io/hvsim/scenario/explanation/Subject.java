// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.scenario.ScenarioPoint;

/**
 * What is explained: a metric of a VM group at a point of a stored run.
 *
 * @param point the point of the scenario
 * @param result what it came to
 * @param group the VM group
 * @param metric as the run stored it
 * @param points how many points it is the worst of
 * @param groups how many VM groups it is the worst of
 */
public record Subject(
        ScenarioPoint point, PointResult result, String group, MetricSummary metric, int points, int groups) {

    Measured measured() {
        return new Measured(
                point.spec(),
                point.spec().vms().stream()
                        .filter(vm -> vm.group().equals(group))
                        .findFirst()
                        .orElseThrow(),
                result);
    }
}
