// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.sweep.Axis.Change;
import io.hvsim.scenario.sweep.Axis.Value;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlPrinter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values of an axis: a list or a range for a path, or variants. */
final class AxisType {
    private AxisType() {}

    /** The axis of an entry of a sweep. */
    static Optional<Axis> read(YamlNode.Entry entry, Reading in) {
        return values(entry, in)
                .filter(values -> isThere(values, entry, in) && canVary(values, in))
                .map(values -> new Axis(entry.name(), values));
    }

    private static Optional<List<Value>> values(YamlNode.Entry entry, Reading in) {
        if (entry.value() instanceof YamlNode.Sequence list) {
            return Optional.of(
                    list.items().stream().map(i -> value(entry.key(), i)).toList());
        }
        if (entry.value() instanceof YamlNode.Mapping mapping) {
            return mapping.has("from")
                    ? RangeType.RANGE.read(mapping, in).map(r -> texts(entry.key(), r))
                    : variants(mapping, in);
        }
        in.problem(
                entry.value().place(),
                entry.value().insteadOf("a list, a range or variants"),
                "write [A, B], {from: A, to: B, step: C} or a mapping from label to {path: value}");
        return Optional.empty();
    }

    /** Values of a path given as texts. */
    static List<Value> texts(YamlNode.Scalar path, List<String> values) {
        return values.stream()
                .map(text -> value(path, YamlNode.plain(text, path.place())))
                .toList();
    }

    /** A value of a path. */
    static Value value(YamlNode.Scalar path, YamlNode node) {
        String label = node instanceof YamlNode.Scalar s ? s.text() : YamlPrinter.flow(node);
        return new Value(label, List.of(new Change(path.text(), path.place(), node)));
    }

    private static Optional<List<Value>> variants(YamlNode.Mapping mapping, Reading in) {
        List<Value> values = new ArrayList<>();
        long before = in.failures();
        for (YamlNode.Entry variant : mapping.entries()) {
            if (variant.value() instanceof YamlNode.Mapping changes) {
                values.add(new Value(
                        variant.name(),
                        changes.entries().stream()
                                .map(c -> new Change(c.name(), c.key().place(), c.value()))
                                .toList()));
            } else {
                in.problem(
                        variant.value().place(),
                        variant.value().insteadOf("what the variant '" + variant.name() + "' changes"),
                        "write {path: value, ...}");
            }
        }
        return in.failures() == before ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    private static boolean isThere(List<Value> values, YamlNode.Entry entry, Reading in) {
        if (values.isEmpty()) {
            in.problem(entry.key().place(), "an axis without values", "give at least one value");
        }
        return !values.isEmpty();
    }

    /** Whether all changes are of what may differ between points; reports those that are not. */
    static boolean canVary(List<Value> values, Reading in) {
        long before = in.failures();
        for (Value value : values) {
            for (Change change : value.changes()) {
                if (change.isFixed()) {
                    in.problem(
                            change.place(),
                            "'" + change.root() + "' is the same at all points and cannot be swept",
                            "");
                }
            }
        }
        return in.failures() == before;
    }

    static Map<String, Object> schema(JsonSchema definitions) {
        Map<String, Object> variant = new LinkedHashMap<>();
        variant.put("type", "object");
        variant.put("additionalProperties", Map.of("type", "object"));
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("minItems", 1);
        return JsonSchema.anyOf(List.of(list, RangeType.RANGE.schema(definitions), variant));
    }

    static List<Type<?>> parts() {
        return List.of(RangeType.RANGE);
    }
}
