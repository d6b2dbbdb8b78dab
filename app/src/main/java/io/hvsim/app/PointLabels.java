// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.text.Suggestions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Points of a sweep as an option names them, by labels on its axes: {@code AXIS=LABEL}. */
final class PointLabels {
    private final String option;
    private final List<String> settings;

    /** @param option which takes {@code settings}, such as {@code --point} */
    PointLabels(String option, List<String> settings) {
        this.option = option;
        this.settings = settings;
    }

    /**
     * Those of {@code points}, given by their labels, that have all of the labels asked for.
     *
     * @return places in {@code points}, at least one
     * @throws WrongInputException if a setting names an axis or a label that no point has, or no point has all
     */
    List<Integer> among(List<Map<String, String>> points) {
        Predicate<Map<String, String>> asked = point -> true;
        for (String setting : settings) {
            asked = asked.and(asked(setting, points));
        }
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            if (asked.test(points.get(i))) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            throw new WrongInputException("no point has all of " + String.join(", ", settings));
        }
        return places;
    }

    private Predicate<Map<String, String>> asked(String setting, List<Map<String, String>> points) {
        int equals = setting.indexOf('=');
        if (equals <= 0) {
            throw new WrongInputException(option + " is AXIS=LABEL, not '" + setting + "'");
        }
        String axis = setting.substring(0, equals);
        String label = setting.substring(equals + 1);
        Set<String> axes = points.get(0).keySet();
        if (axes.isEmpty()) {
            throw new WrongInputException(option + " is '" + setting + "', but nothing is swept");
        }
        known("axis", axis, axes, option);
        List<String> labels =
                points.stream().map(point -> point.get(axis)).distinct().toList();
        known("label", label, labels, option + " " + axis);
        return point -> label.equals(point.get(axis));
    }

    /** @throws WrongInputException if {@code word} is not one of those {@code possible} */
    static void known(String noun, String word, Collection<String> possible, String where) {
        if (!possible.contains(word)) {
            throw new WrongInputException("unknown " + noun + " '" + word + "' in " + where + ": "
                    + Suggestions.shortAdvice(word, possible, "there are"));
        }
    }
}
