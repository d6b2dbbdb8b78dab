// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.schema.Definitions;
import io.hvsim.scenario.schema.Edit;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.sweep.Axis.Change;
import io.hvsim.scenario.sweep.Axis.Value;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cartesian product of axes, in their order, the last one varying fastest. */
public record Sweep(List<Axis> axes) {
    private static final int MOST_POINTS = 10_000;

    /**
     * A point of the sweep.
     *
     * @param labels label by axis, in the order of the axes
     * @param changes what is different here, whole values before their parts
     */
    public record Point(Map<String, String> labels, List<Change> changes) {

        /** The tree at this point; a change of a path that does not exist is reported and left out. */
        public YamlNode applied(YamlNode tree, Type<?> type, Definitions definitions, Problems problems) {
            YamlNode changed = tree;
            for (Change change : changes) {
                Edit edit = Edit.of(change.path(), change.place(), change.value(), definitions, problems);
                changed = type.edited(edit, Optional.of(changed), Optional.empty())
                        .orElse(changed);
            }
            return changed;
        }
    }

    /** All points; a single one without labels when there are no axes; none after reporting that they are too many. */
    public List<Point> points(Place place, Problems problems) {
        long count = 1;
        for (Axis axis : axes) {
            count *= axis.values().size();
            if (count > MOST_POINTS) {
                problems.add(place, "more than " + MOST_POINTS + " points in the sweep", "split it, or drop values");
                return List.of();
            }
        }
        List<Point> points = new ArrayList<>();
        collect(0, new ArrayList<>(), points);
        return List.copyOf(points);
    }

    private void collect(int axis, List<Value> chosen, List<Point> points) {
        if (axis == axes.size()) {
            points.add(point(chosen));
            return;
        }
        for (Value value : axes.get(axis).values()) {
            chosen.add(value);
            collect(axis + 1, chosen, points);
            chosen.remove(chosen.size() - 1);
        }
    }

    private Point point(List<Value> chosen) {
        Map<String, String> labels = new LinkedHashMap<>();
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            labels.put(axes.get(i).name(), chosen.get(i).label());
            changes.addAll(chosen.get(i).changes());
        }
        changes.sort(Comparator.comparingInt(Change::depth));
        return new Point(Collections.unmodifiableMap(labels), List.copyOf(changes));
    }

    /** Whether any point changes the value at the path, something below it or something it is part of. */
    public boolean touches(String path) {
        return axes.stream()
                .flatMap(a -> a.values().stream())
                .flatMap(v -> v.changes().stream())
                .anyMatch(c -> isWithin(c.path(), path) || isWithin(path, c.path()));
    }

    private static boolean isWithin(String path, String outer) {
        return path.equals(outer) || path.startsWith(outer + ".");
    }
}
