// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A change of a value by its dotted path, under way at one step of it.
 *
 * @param steps the parts of the path
 * @param at how many steps were taken
 * @param place where the path is written, for problems
 */
public record Edit(
        List<String> steps, int at, Place place, YamlNode value, Definitions definitions, Problems problems) {

    /** The change of the value at {@code path} to {@code value}. */
    public static Edit of(String path, Place place, YamlNode value, Definitions definitions, Problems problems) {
        return new Edit(List.of(path.split("\\.", -1)), 0, place, value, definitions, problems);
    }

    /** Whether the path ends here. */
    public boolean isHere() {
        return at == steps.size();
    }

    /** The next step of the path. */
    public String step() {
        return steps.get(at);
    }

    /** The edit one step further down. */
    public Edit down() {
        return new Edit(steps, at + 1, place, value, definitions, problems);
    }

    /** The next step as a key at the place of the path. */
    public YamlNode.Scalar key() {
        return YamlNode.plain(step(), stepPlace());
    }

    Optional<YamlNode> unknown(Collection<String> possible) {
        String where = at == 0 ? "the scenario" : "'" + String.join(".", steps.subList(0, at)) + "'";
        problems.add(
                stepPlace(),
                "no such path '" + String.join(".", steps) + "': " + where + " has no '" + step() + "'",
                Suggestions.advice(step(), possible, "possible here"));
        return Optional.empty();
    }

    Optional<YamlNode> noParts(Type<?> type) {
        problems.add(
                stepPlace(),
                "no such path '" + String.join(".", steps) + "': '" + String.join(".", steps.subList(0, at)) + "' is "
                        + type.phrase(),
                "leave out '." + String.join(".", steps.subList(at, steps.size())) + "'");
        return Optional.empty();
    }

    private Place stepPlace() {
        int before = steps.subList(0, at).stream().mapToInt(s -> s.length() + 1).sum();
        return new Place(place.source(), place.line(), place.column() + before, step().length());
    }
}
