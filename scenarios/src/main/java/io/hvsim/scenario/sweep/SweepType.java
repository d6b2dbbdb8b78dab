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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The axes of a sweep: a path with a list or a range of values, or a name with variants. */
public record SweepType() implements Type<List<Axis>> {
    @Override
    public Optional<List<Axis>> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            in.problem(node.place(), node.insteadOf(phrase()), "");
            return Optional.empty();
        }
        List<Axis> axes = new ArrayList<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            in.within(entry.key(), () -> axis(entry, in)).ifPresent(axes::add);
        }
        return Optional.of(List.copyOf(axes));
    }

    private static Optional<Axis> axis(YamlNode.Entry entry, Reading in) {
        Optional<List<Value>> values = values(entry, in);
        return values.filter(v -> isAxis(v, entry, in) && canVary(v, in)).map(v -> new Axis(entry.name(), v));
    }

    private static Optional<List<Value>> values(YamlNode.Entry entry, Reading in) {
        if (entry.value() instanceof YamlNode.Sequence list) {
            return Optional.of(
                    list.items().stream().map(i -> value(entry.key(), i)).toList());
        }
        if (entry.value() instanceof YamlNode.Mapping mapping) {
            return mapping.has("from")
                    ? RangeType.RANGE.read(mapping, in).map(r -> range(entry.key(), r))
                    : variants(mapping, in);
        }
        in.problem(
                entry.value().place(),
                entry.value().insteadOf("a list, a range or variants"),
                "write [A, B], {from: A, to: B, step: C} or a mapping from label to {path: value}");
        return Optional.empty();
    }

    private static List<Value> range(YamlNode.Scalar path, List<String> values) {
        return values.stream()
                .map(text -> value(path, YamlNode.plain(text, path.place())))
                .toList();
    }

    private static Value value(YamlNode.Scalar path, YamlNode node) {
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

    private static boolean isAxis(List<Value> values, YamlNode.Entry entry, Reading in) {
        if (values.isEmpty()) {
            in.problem(entry.key().place(), "an axis without values", "give at least one value");
            return false;
        }
        Set<String> seen = new HashSet<>();
        for (Value value : values) {
            if (!seen.add(value.label())) {
                in.problem(entry.key().place(), "value '" + value.label() + "' twice on an axis", "keep one of them");
                return false;
            }
        }
        return true;
    }

    /** Whether all changes are of what may differ between points; reports those that are not. */
    private static boolean canVary(List<Value> values, Reading in) {
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

    @Override
    public String phrase() {
        return "a mapping from path to values";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        Map<String, Object> variant = new LinkedHashMap<>();
        variant.put("type", "object");
        variant.put("additionalProperties", Map.of("type", "object"));
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("minItems", 1);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put(
                "additionalProperties", JsonSchema.anyOf(List.of(list, RangeType.RANGE.schema(definitions), variant)));
        return schema;
    }

    @Override
    public List<Type<?>> parts() {
        return List.of(RangeType.RANGE);
    }
}
