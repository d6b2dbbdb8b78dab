// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;

/**
 * A dimension of a sweep.
 *
 * @param name the path that is varied, or the name of a set of variants
 */
public record Axis(String name, List<Value> values) {

    /**
     * A point on the axis.
     *
     * @param label as the user wrote it, such as {@code 200/s}
     * @param changes what is different at this point
     */
    public record Value(String label, List<Change> changes) {}

    /** The value at {@code path} becomes {@code value}; {@code place} is where the path is written. */
    public record Change(String path, Place place, YamlNode value) {
        int depth() {
            return path.split("\\.", -1).length;
        }
    }

    /** Labels in order. */
    public List<String> labels() {
        return values.stream().map(Value::label).toList();
    }
}
