// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.sweep.Axis.Value;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Points one by one, each a mapping from the same paths to values. */
record PointListType() implements Type<Factor> {
    @Override
    public Optional<Factor> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Sequence list) || list.items().isEmpty()) {
            in.problem(node.place(), node.insteadOf(phrase()), "write [{PATH: VALUE, ...}, ...]");
            return Optional.empty();
        }
        List<String> names = new ArrayList<>();
        List<List<Value>> rows = new ArrayList<>();
        for (YamlNode item : list.items()) {
            if (!(item instanceof YamlNode.Mapping point) || point.entries().isEmpty()) {
                in.problem(item.place(), item.insteadOf("a point"), "write {PATH: VALUE, ...}");
                return Optional.empty();
            }
            if (names.isEmpty()) {
                names.addAll(point.names());
            }
            Optional<List<Value>> row = row(point, names, in);
            if (row.isEmpty()) {
                return Optional.empty();
            }
            rows.add(row.get());
        }
        return Optional.of(new Factor(List.copyOf(names), List.copyOf(rows)));
    }

    private static Optional<List<Value>> row(YamlNode.Mapping point, List<String> names, Reading in) {
        if (point.entries().size() != names.size() || !point.names().containsAll(names)) {
            in.problem(
                    point.place(),
                    "a point of other paths than the first one",
                    "give each point a value for " + String.join(", ", names));
            return Optional.empty();
        }
        List<Value> row = names.stream()
                .map(name -> point.entry(name).orElseThrow())
                .map(entry -> AxisType.value(entry.key(), entry.value()))
                .toList();
        return AxisType.canVary(row, in) ? Optional.of(row) : Optional.empty();
    }

    @Override
    public String phrase() {
        return "a list of points";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return Map.of("type", "array", "minItems", 1, "items", Map.of("type", "object", "minProperties", 1));
    }
}
