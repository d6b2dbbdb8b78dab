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

/**
 * The cartesian product of factors, in their order, the last one varying fastest, less the points that do not meet the
 * conditions.
 */
public record Sweep(List<Factor> factors, List<Condition> where) {
    /** A single point. */
    public static final Sweep NONE = new Sweep(List.of(), List.of());

    private static final int MOST_POINTS = 10_000;
    private static final int MOST_COMBINATIONS = 1_000_000;

    /** The same with conditions that every point has to meet. */
    Sweep where(List<Condition> conditions) {
        return new Sweep(factors, conditions);
    }

    /** All axes, in order. */
    public List<Axis> axes() {
        return factors.stream().flatMap(factor -> factor.axes().stream()).toList();
    }

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

    /** All points; a single one without labels when there are no axes; none after reporting that they are too many or none. */
    public List<Point> points(Place place, Problems problems) {
        long combinations = 1;
        for (Factor factor : factors) {
            combinations *= factor.rows().size();
            if (combinations > (where.isEmpty() ? MOST_POINTS : MOST_COMBINATIONS)) {
                return tooMany(place, problems);
            }
        }
        List<Point> points = new ArrayList<>();
        collect(0, new ArrayList<>(), points);
        if (points.size() > MOST_POINTS) {
            return tooMany(place, problems);
        }
        if (points.isEmpty()) {
            problems.add(place, "no point of the sweep meets the conditions", "");
        }
        return List.copyOf(points);
    }

    private static List<Point> tooMany(Place place, Problems problems) {
        problems.add(place, "more than " + MOST_POINTS + " points in the sweep", "split it, or drop values");
        return List.of();
    }

    private void collect(int factor, List<Value> chosen, List<Point> points) {
        if (factor == factors.size()) {
            Map<String, String> labels = labels(chosen);
            if (points.size() <= MOST_POINTS && where.stream().allMatch(each -> each.holds(labels))) {
                points.add(point(labels, chosen));
            }
            return;
        }
        for (List<Value> row : factors.get(factor).rows()) {
            chosen.addAll(row);
            collect(factor + 1, chosen, points);
            chosen.subList(chosen.size() - row.size(), chosen.size()).clear();
        }
    }

    private Map<String, String> labels(List<Value> chosen) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Factor factor : factors) {
            for (String name : factor.names()) {
                labels.put(name, chosen.get(labels.size()).label());
            }
        }
        return Collections.unmodifiableMap(labels);
    }

    private static Point point(Map<String, String> labels, List<Value> chosen) {
        List<Change> changes = new ArrayList<>();
        chosen.forEach(value -> changes.addAll(value.changes()));
        changes.sort(Comparator.comparingInt(Change::depth));
        return new Point(labels, List.copyOf(changes));
    }

    /** Whether any point changes the value at the path, something below it or something it is part of. */
    public boolean touches(String path) {
        return factors.stream()
                .flatMap(factor -> factor.rows().stream())
                .flatMap(List::stream)
                .anyMatch(value -> value.touches(path));
    }
}
