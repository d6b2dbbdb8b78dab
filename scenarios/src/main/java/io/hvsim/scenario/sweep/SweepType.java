// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.ListOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.TextType;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is varied: paths with a list or a range of values and names with variants, each an axis; axes that vary together; and
 * conditions on the points.
 */
public record SweepType() implements Type<Sweep> {
    private static final Key<Factor> ZIP = Key.optional(
            "zip", new ZipType(), "axes whose values are taken together, the first of each, then the second of each");
    private static final Key<Factor> POINTS =
            Key.optional("points", new PointListType(), "points one by one, each with a value for the same paths");
    private static final Key<Factor> SAMPLE =
            Key.optional("sample", SampleType.SAMPLE, "points spread over ranges by a design");
    private static final Key<List<String>> WHERE = Key.ofDefault(
            "where",
            new ListOf<>(new TextType()),
            "[]",
            "conditions that all hold at the points to run, such as 'vms.web.vcpus <= 4' or 'A == native or B > 2 ms'");

    /** The keys beside the axes. */
    static final MappingType<Sweep> DESIGN = MappingType.of(
            "sweep",
            "what is varied. Every other key is an axis: a path with a list or a range of values, or a name with variants."
                    + " All combinations are run",
            List.of(ZIP, POINTS, SAMPLE, WHERE),
            f -> Sweep.NONE);

    @Override
    public Optional<Sweep> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            in.problem(node.place(), node.insteadOf(phrase()), "");
            return Optional.empty();
        }
        List<Factor> factors = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            if (!entry.name().equals(WHERE.name())) {
                in.within(entry.key(), () -> factor(entry, in))
                        .filter(factor -> isNew(factor, names, entry, in))
                        .ifPresent(factors::add);
            }
        }
        Sweep all = new Sweep(List.copyOf(factors), List.of());
        return Optional.of(mapping.entry(WHERE.name())
                .map(where -> in.within(where.key(), () -> all.where(conditions(where, all, in))))
                .orElse(all));
    }

    private static Optional<Factor> factor(YamlNode.Entry entry, Reading in) {
        for (Key<Factor> design : List.of(ZIP, POINTS, SAMPLE)) {
            if (design.name().equals(entry.name())) {
                return design.type().read(entry.value(), in);
            }
        }
        return AxisType.read(entry, in).map(Factor::of);
    }

    private static boolean isNew(Factor factor, Set<String> names, YamlNode.Entry entry, Reading in) {
        for (String name : factor.names()) {
            if (!names.add(name)) {
                in.problem(entry.key().place(), "'" + name + "' is varied twice", "keep one of them");
                return false;
            }
        }
        Set<List<String>> seen = new HashSet<>();
        for (List<Axis.Value> row : factor.rows()) {
            List<String> labels = row.stream().map(Axis.Value::label).toList();
            if (!seen.add(labels)) {
                in.problem(
                        entry.key().place(),
                        "value '" + String.join(", ", labels) + "' twice on an axis",
                        "keep one of them");
                return false;
            }
        }
        return true;
    }

    private static List<Condition> conditions(YamlNode.Entry where, Sweep sweep, Reading in) {
        if (WHERE.type().read(where.value(), in).isEmpty()) {
            return List.of();
        }
        List<Axis> axes = sweep.axes();
        return ((YamlNode.Sequence) where.value())
                .items().stream()
                        .flatMap(item -> Condition.read(item, axes, in).stream())
                        .toList();
    }

    /** Of an axis that varies together with others, the key that says so; empty for one that stands alone. */
    public static Optional<String> designOf(YamlNode.Mapping sweep, String axis) {
        for (Key<?> design : List.of(ZIP, POINTS, SAMPLE)) {
            if (sweep.get(design.name()).filter(node -> names(node, axis)).isPresent()) {
                return Optional.of(design.name());
            }
        }
        return Optional.empty();
    }

    private static boolean names(YamlNode node, String axis) {
        if (node instanceof YamlNode.Sequence list) {
            return list.items().stream().anyMatch(item -> names(item, axis));
        }
        return node instanceof YamlNode.Mapping mapping
                && (mapping.has(axis)
                        || mapping.get("ranges")
                                .filter(ranges -> names(ranges, axis))
                                .isPresent());
    }

    @Override
    public String phrase() {
        return "a mapping (sweep)";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        Map<String, Object> designs = new LinkedHashMap<>();
        DESIGN.keys().forEach(key -> designs.put(key.name(), key.type().schema(definitions)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", designs);
        schema.put("additionalProperties", AxisType.schema(definitions));
        return schema;
    }

    @Override
    public List<Type<?>> parts() {
        List<Type<?>> parts = new ArrayList<>(AxisType.parts());
        parts.add(0, DESIGN);
        return parts;
    }
}
