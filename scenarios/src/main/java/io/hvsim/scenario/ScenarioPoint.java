// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import io.hvsim.scenario.spec.ScenarioSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A scenario at one point of its sweep.
 *
 * @param labels label by axis, in the order of the axes; empty without a sweep
 */
public record ScenarioPoint(Map<String, String> labels, ScenarioSpec spec) {

    /** The same with labels in front of its own. */
    ScenarioPoint with(Map<String, String> outer) {
        Map<String, String> all = new LinkedHashMap<>(outer);
        all.putAll(labels);
        return new ScenarioPoint(Collections.unmodifiableMap(all), spec);
    }
}
