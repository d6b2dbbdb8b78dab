// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Axes whose values are taken together: the first of each, the second of each, and so on. */
record ZipType() implements Type<Factor> {
    @Override
    public Optional<Factor> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            in.problem(node.place(), node.insteadOf(phrase()), "");
            return Optional.empty();
        }
        List<Axis> axes = new ArrayList<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            in.within(entry.key(), () -> AxisType.read(entry, in)).ifPresent(axes::add);
        }
        if (axes.isEmpty() || axes.size() < mapping.entries().size()) {
            in.fail();
            return Optional.empty();
        }
        int first = axes.get(0).values().size();
        for (int i = 0; i < axes.size(); i++) {
            int values = axes.get(i).values().size();
            if (values != first) {
                in.problem(
                        mapping.entries().get(i).key().place(),
                        "'" + axes.get(i).name() + "' has " + values + " values, '"
                                + axes.get(0).name() + "' has " + first,
                        "give all the same number of values");
                return Optional.empty();
            }
        }
        return Optional.of(new Factor(
                axes.stream().map(Axis::name).toList(),
                IntStream.range(0, first)
                        .mapToObj(row -> axes.stream()
                                .map(axis -> axis.values().get(row))
                                .toList())
                        .toList()));
    }

    @Override
    public String phrase() {
        return "a mapping from path to values";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return Map.of("type", "object", "additionalProperties", AxisType.schema(definitions));
    }

    @Override
    public List<Type<?>> parts() {
        return AxisType.parts();
    }
}
