// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A mapping whose keys are names, all with values of one type. Its order is that of the file.
 *
 * @param key what the names may be
 * @param figures whether a {@code figures-from} may stand among the keys
 */
public record MapOf<K, V>(Type<K> key, Type<V> value, boolean figures) implements Type<Map<K, V>> {
    private static final String FIGURES_FROM = "figures-from";

    /** A mapping without {@code figures-from}. */
    public static <K, V> MapOf<K, V> of(Type<K> key, Type<V> value) {
        return new MapOf<>(key, value, false);
    }

    /** A mapping that accepts {@code figures-from}. */
    public static <K, V> MapOf<K, V> withFigures(Type<K> key, Type<V> value) {
        return new MapOf<>(key, value, true);
    }

    @Override
    public Optional<Map<K, V>> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            in.problem(node.place(), node.insteadOf(phrase()), "");
            return Optional.empty();
        }
        long before = in.failures();
        Map<K, V> values = new LinkedHashMap<>();
        for (YamlNode.Entry entry : entries(mapping)) {
            Optional<K> name = key.read(entry.key(), in);
            Optional<V> read = in.within(entry.key(), () -> value.read(entry.value(), in));
            name.ifPresent(k -> read.ifPresent(v -> values.put(k, v)));
        }
        if (figures) {
            mapping.get(FIGURES_FROM)
                    .ifPresent(f -> FigureType.FIGURES_FROM.type().read(f, in));
        }
        return in.failures() == before ? Optional.of(Collections.unmodifiableMap(values)) : Optional.empty();
    }

    private List<YamlNode.Entry> entries(YamlNode.Mapping mapping) {
        return figures ? mapping.without(FIGURES_FROM).entries() : mapping.entries();
    }

    @Override
    public String phrase() {
        return "a mapping from " + key.phrase() + " to " + value.phrase();
    }

    @Override
    public YamlNode merged(YamlNode base, YamlNode over) {
        if (!(base instanceof YamlNode.Mapping b) || !(over instanceof YamlNode.Mapping o)) {
            return over;
        }
        YamlNode.Mapping merged = b;
        for (YamlNode.Entry entry : o.entries()) {
            YamlNode changed = b.get(entry.name())
                    .filter(old -> !entry.name().equals(FIGURES_FROM))
                    .map(old -> value.merged(old, entry.value()))
                    .orElse(entry.value());
            merged = merged.with(entry.withValue(changed));
        }
        return new YamlNode.Mapping(merged.entries(), o.flow(), o.place(), o.figuresFrom());
    }

    @Override
    public YamlNode completed(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return node;
        }
        return mapping.withEntries(mapping.entries().stream()
                .map(e -> e.withValue(value.completed(e.value())))
                .toList());
    }

    @Override
    public Optional<YamlNode> edited(Edit edit, Optional<YamlNode> written, Optional<YamlNode> inherited) {
        if (edit.isHere()) {
            return Optional.of(edit.value());
        }
        YamlNode.Mapping mapping = Parts.mapping(written, edit);
        Optional<YamlNode> below = Parts.part(inherited, edit.step());
        if (!mapping.has(edit.step()) && below.isEmpty()) {
            return edit.unknown(known(mapping, inherited));
        }
        return value.edited(edit.down(), mapping.get(edit.step()), below).map(v -> Parts.with(mapping, edit, v));
    }

    private static List<String> known(YamlNode.Mapping mapping, Optional<YamlNode> inherited) {
        return inherited
                .filter(YamlNode.Mapping.class::isInstance)
                .map(m -> ((YamlNode.Mapping) m).names())
                .orElse(mapping.names());
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (figures) {
            schema.put(
                    "properties",
                    Map.of(FIGURES_FROM, FigureType.FIGURES_FROM.type().schema(definitions)));
        }
        schema.put("propertyNames", JsonSchema.anyOf(List.of(Map.of("const", FIGURES_FROM), key.schema(definitions))));
        schema.put("additionalProperties", value.schema(definitions));
        return schema;
    }

    @Override
    public List<Type<?>> parts() {
        return List.of(value);
    }
}
