// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Set;

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
    public record Value(String label, List<Change> changes) {

        boolean touches(String path) {
            return changes.stream().anyMatch(change -> isWithin(change.path, path) || isWithin(path, change.path));
        }

        private static boolean isWithin(String path, String outer) {
            return path.equals(outer) || path.startsWith(outer + ".");
        }
    }

    /** The value at {@code path} becomes {@code value}; {@code place} is where the path is written. */
    public record Change(String path, Place place, YamlNode value) {
        private static final Set<String> FIXED = Set.of("name", "sweep", "charts", "library");

        /** The first key of the path. */
        public String root() {
            return keys()[0];
        }

        /** How many keys the path has; whole values are set before their parts. */
        public int depth() {
            return keys().length;
        }

        /** Whether the change is of what is the same at all points. */
        public boolean isFixed() {
            return FIXED.contains(root());
        }

        private String[] keys() {
            return path.split("\\.", -1);
        }
    }

    /** Labels in order. */
    public List<String> labels() {
        return values.stream().map(Value::label).toList();
    }

    /** Whether any value changes what is at the path, something below it or something it is part of. */
    public boolean touches(String path) {
        return values.stream().anyMatch(value -> value.touches(path));
    }
}
