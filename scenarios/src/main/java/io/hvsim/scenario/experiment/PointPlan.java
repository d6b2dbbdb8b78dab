// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import io.hvsim.model.result.Spread;
import io.hvsim.scenario.spec.RunSpec;
import java.util.List;
import java.util.Map;

/**
 * A point of a sweep that is ready to run.
 *
 * @param axes axis name to label
 * @param notes what the user should know about the point
 * @param run how long and how often
 * @param spread what makes its replications differ
 * @param runner runs its replications
 */
public record PointPlan(
        Map<String, String> axes, List<String> notes, RunSpec run, Spread spread, ReplicationRunner runner) {}
