// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A mapping with known keys, which becomes a record.
 *
 * @param name of it in the schema and the reference
 * @param doc what it is
 * @param exactlyOne whether exactly one of the keys must be there
 * @param check looks for what is wrong beyond the single values, also when some of them could not be read
 * @param make makes the record when nothing is wrong
 */
public record MappingType<T>(
        String name,
        String doc,
        List<Key<?>> keys,
        boolean exactlyOne,
        Consumer<Fields> check,
        Function<Fields, T> make)
        implements Type<T> {

    /** The key by which a definition names the one that it changes. */
    public static final Key<String> EXTENDS = Key.optional(
            "extends",
            NameType.ofDefinition("a name"),
            "the definition that this one changes; only what differs need be given");

    /** A mapping without further checks. */
    public static <T> MappingType<T> of(String name, String doc, List<Key<?>> keys, Function<Fields, T> make) {
        return new MappingType<>(name, doc, List.copyOf(keys), false, f -> {}, make);
    }

    /** The same with a check. */
    public MappingType<T> checked(Consumer<Fields> check) {
        return new MappingType<>(name, doc, keys, exactlyOne, check, make);
    }

    /** The same, but exactly one key must be there. */
    public MappingType<T> withExactlyOneKey() {
        return new MappingType<>(name, doc, keys, true, check, make);
    }

    /** The same, accepting a {@code figures-from} that says where the figures below come from. */
    public MappingType<T> withFigures() {
        List<Key<?>> more = new ArrayList<>(keys);
        more.add(FigureType.FIGURES_FROM);
        return new MappingType<>(name, doc, List.copyOf(more), exactlyOne, check, make);
    }

    /** The same as a definition, which may extend another one. */
    public MappingType<T> extensible() {
        List<Key<?>> more = new ArrayList<>(keys);
        more.add(EXTENDS);
        return new MappingType<>(name, doc, List.copyOf(more), exactlyOne, check, make);
    }

    @Override
    public Optional<T> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            in.problem(node.place(), node.insteadOf(phrase()), "keys: " + String.join(", ", names()));
            return Optional.empty();
        }
        long before = in.failures();
        int figuresBefore = in.figureCount();
        unknownKeys(mapping, in);
        Map<String, Object> values = new HashMap<>();
        for (Key<?> key : keys) {
            readKey(key, mapping, in).ifPresent(value -> values.put(key.name(), value));
        }
        missingKeys(mapping, in);
        Fields fields = new Fields(mapping, values, in.figuresSince(figuresBefore), in);
        check.accept(fields);
        return in.failures() == before ? Optional.of(make.apply(fields)) : Optional.empty();
    }

    private List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    private Optional<?> readKey(Key<?> key, YamlNode.Mapping mapping, Reading in) {
        Optional<YamlNode.Entry> entry = mapping.entry(key.name());
        if (entry.isEmpty() && key.defaultValue().isEmpty()) {
            return Optional.empty();
        }
        Place at = entry.isPresent() ? entry.get().key().place() : in.keyPlace(mapping);
        YamlNode value =
                entry.isPresent() ? entry.get().value() : key.defaultValue().get();
        return in.within(key.name(), at, () -> key.read(value, in));
    }

    private void unknownKeys(YamlNode.Mapping mapping, Reading in) {
        for (YamlNode.Entry entry : mapping.entries()) {
            if (key(entry.name()).isEmpty()) {
                in.problem(
                        entry.key().place(),
                        "unknown key '" + entry.name() + "'",
                        Suggestions.advice(entry.name(), names(), "keys allowed here"));
            }
        }
    }

    private void missingKeys(YamlNode.Mapping mapping, Reading in) {
        if (exactlyOne && mapping.entries().size() != 1) {
            in.problem(in.keyPlace(mapping), "exactly one key belongs", "one of: " + String.join(", ", names()));
        }
        for (Key<?> key : keys) {
            if (key.required() && !mapping.has(key.name()) && !isMisspelt(key.name(), mapping.names())) {
                in.problem(
                        in.keyPlace(mapping),
                        "missing key '" + key.name() + "'",
                        "add '" + key.name() + "': " + key.type().phrase());
            }
        }
    }

    private boolean isMisspelt(String name, List<String> present) {
        return present.stream()
                .filter(p -> key(p).isEmpty())
                .anyMatch(p -> Suggestions.near(p, names()).contains(name));
    }

    /** The key of that name. */
    public Optional<Key<?>> key(String name) {
        for (Key<?> key : keys) {
            if (key.name().equals(name)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    @Override
    public String phrase() {
        return "a mapping (" + name + ")";
    }

    @Override
    public YamlNode merged(YamlNode base, YamlNode over) {
        if (exactlyOne || !(base instanceof YamlNode.Mapping b) || !(over instanceof YamlNode.Mapping o)) {
            return over;
        }
        YamlNode.Mapping merged = b;
        for (YamlNode.Entry entry : o.entries()) {
            YamlNode value = b.get(entry.name())
                    .filter(old -> !entry.name().equals(FigureType.FIGURES_FROM.name()))
                    .flatMap(old -> key(entry.name()).map(k -> k.type().merged(old, entry.value())))
                    .orElse(entry.value());
            merged = merged.with(entry.withValue(value));
        }
        return new YamlNode.Mapping(merged.entries(), o.flow(), o.place(), o.figuresFrom());
    }

    @Override
    public YamlNode completed(YamlNode node) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return node;
        }
        List<YamlNode.Entry> entries = new ArrayList<>();
        for (YamlNode.Entry e : mapping.entries()) {
            YamlNode value =
                    key(e.name()).map(k -> k.type().completed(e.value())).orElse(e.value());
            entries.add(e.withValue(value));
        }
        for (Key<?> key : keys) {
            if (!mapping.has(key.name()) && key.defaultValue().isPresent()) {
                YamlNode value = key.defaultValue().orElseThrow();
                entries.add(new YamlNode.Entry(
                        YamlNode.plain(key.name(), value.place()), key.type().completed(value)));
            }
        }
        boolean flow = mapping.flow() && entries.size() == mapping.entries().size();
        return new YamlNode.Mapping(List.copyOf(entries), flow, mapping.place(), mapping.figuresFrom());
    }

    @Override
    public Optional<YamlNode> edited(Edit edit, Optional<YamlNode> written, Optional<YamlNode> inherited) {
        if (edit.isHere()) {
            return Optional.of(edit.value());
        }
        Optional<Key<?>> key = key(edit.step());
        if (key.isEmpty()) {
            return edit.unknown(names());
        }
        YamlNode.Mapping mapping = Parts.mapping(written, edit);
        Optional<YamlNode> part = mapping.get(edit.step())
                .or(() -> edit.down().isHere()
                        ? Optional.empty()
                        : Parts.part(inherited, edit.step()).isPresent()
                                ? Optional.empty()
                                : key.get().defaultValue());
        YamlNode.Mapping kept = exactlyOne
                ? mapping.withEntries(mapping.entry(edit.step()).stream().toList())
                : mapping;
        return key.get()
                .type()
                .edited(edit.down(), part, Parts.part(inherited, edit.step()))
                .map(v -> Parts.with(kept, edit, v));
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return definitions.part(name, () -> ownSchema(definitions));
    }

    Map<String, Object> ownSchema(JsonSchema definitions) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key<?> key : keys) {
            Map<String, Object> property = new LinkedHashMap<>();
            property.put("description", key.doc());
            property.putAll(key.type().schema(definitions));
            properties.put(key.name(), property);
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("description", doc);
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        if (exactlyOne) {
            schema.put("minProperties", 1);
            schema.put("maxProperties", 1);
        }
        return schema;
    }

    @Override
    public List<Type<?>> parts() {
        return keys.stream().<Type<?>>map(Key::type).toList();
    }
}
