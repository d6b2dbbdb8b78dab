// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.sweep.Axis.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Axes that vary together. A sweep is the product of its factors, most of which are a single axis.
 *
 * @param names of the axes
 * @param rows what is tried: in each a value for every axis, in their order
 */
public record Factor(List<String> names, List<List<Value>> rows) {

    /** A single axis. */
    static Factor of(Axis axis) {
        return new Factor(
                List.of(axis.name()), axis.values().stream().map(List::of).toList());
    }

    /** The axes, each with the values that it takes. */
    List<Axis> axes() {
        List<Axis> axes = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Map<String, Value> byLabel = new LinkedHashMap<>();
            for (List<Value> row : rows) {
                byLabel.putIfAbsent(row.get(i).label(), row.get(i));
            }
            axes.add(new Axis(names.get(i), List.copyOf(byLabel.values())));
        }
        return axes;
    }
}
