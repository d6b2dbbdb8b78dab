// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A node of a YAML tree that knows where it was written. Trees are immutable; changing one makes another.
 *
 * <p>Each node also knows the nearest {@code figures-from} mapping around it, which says where the figures below it come
 * from, so that this is not lost when definitions are merged.
 */
public sealed interface YamlNode {

    /** Where it was written; the first line of it. */
    Place place();

    /** The nearest {@code figures-from} around it; empty where none is. */
    Optional<Mapping> figuresFrom();

    /** The node as messages name its form. */
    String form();

    /** The message that {@code expected} should stand where this node does. */
    default String insteadOf(String expected) {
        return "expected " + expected + ", found " + form();
    }

    /**
     * A single value.
     *
     * @param plain whether it was written without quotes; only plain text can be a number, a flag or nothing
     */
    record Scalar(String text, boolean plain, Place place, Optional<Mapping> figuresFrom) implements YamlNode {

        /** Whether nothing was written, as in {@code key:} or {@code key: null}. */
        public boolean isNothing() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }

        @Override
        public String form() {
            return isNothing() ? "nothing" : "'" + (text.length() > 60 ? text.substring(0, 60) + "..." : text) + "'";
        }
    }

    /** A list; {@code flow} when it was written in brackets. */
    record Sequence(List<YamlNode> items, boolean flow, Place place, Optional<Mapping> figuresFrom)
            implements YamlNode {
        @Override
        public String form() {
            return "a list";
        }
    }

    /** Keys with values, each key once, in the order written; {@code flow} when it was written in braces. */
    record Mapping(List<Entry> entries, boolean flow, Place place, Optional<Mapping> figuresFrom) implements YamlNode {

        @Override
        public String form() {
            return "a mapping";
        }

        /** The entry with this key. */
        public Optional<Entry> entry(String key) {
            for (Entry entry : entries) {
                if (entry.name().equals(key)) {
                    return Optional.of(entry);
                }
            }
            return Optional.empty();
        }

        /** The value of this key. */
        public Optional<YamlNode> get(String key) {
            return entry(key).map(Entry::value);
        }

        /** Whether the key is there. */
        public boolean has(String key) {
            return entry(key).isPresent();
        }

        /** The keys in the order written. */
        public List<String> names() {
            return entries.stream().map(Entry::name).toList();
        }

        /** This mapping with the entry in place of the one with its key, or added at the end. */
        public Mapping with(Entry entry) {
            List<Entry> changed = new ArrayList<>(entries);
            int at = names().indexOf(entry.name());
            if (at < 0) {
                changed.add(entry);
            } else {
                changed.set(at, entry);
            }
            return withEntries(changed);
        }

        /** This mapping without that key. */
        public Mapping without(String key) {
            return withEntries(
                    entries.stream().filter(e -> !e.name().equals(key)).toList());
        }

        /** Other entries in the same place. */
        public Mapping withEntries(List<Entry> changed) {
            return new Mapping(List.copyOf(changed), flow, place, figuresFrom);
        }
    }

    /** A key with its value. */
    record Entry(Scalar key, YamlNode value) {
        /** The key's text. */
        public String name() {
            return key.text();
        }

        /** The same key with another value. */
        public Entry withValue(YamlNode other) {
            return new Entry(key, other);
        }
    }

    /** Plain text written at a place. */
    static Scalar plain(String text, Place place) {
        return new Scalar(text, true, place, Optional.empty());
    }

    /** A mapping without entries at a place. */
    static Mapping emptyMapping(Place place) {
        return new Mapping(List.of(), false, place, Optional.empty());
    }

    /** The tree with every node told the nearest {@code figures-from} around it. */
    static YamlNode withFigureSources(YamlNode node) {
        return withFigureSources(node, Optional.empty());
    }

    /** Like {@link #withFigureSources(YamlNode)}, below a mapping that already is in force. */
    static YamlNode withFigureSources(YamlNode node, Optional<Mapping> around) {
        if (node instanceof Scalar s) {
            return new Scalar(s.text(), s.plain(), s.place(), around);
        }
        if (node instanceof Sequence s) {
            List<YamlNode> items = new ArrayList<>(s.items().size());
            for (YamlNode item : s.items()) {
                items.add(withFigureSources(item, around));
            }
            return new Sequence(Collections.unmodifiableList(items), s.flow(), s.place(), around);
        }
        Mapping mapping = (Mapping) node;
        Optional<Mapping> inForce =
                mapping.get("figures-from").orElse(null) instanceof Mapping own ? Optional.of(own) : around;
        List<Entry> entries = new ArrayList<>(mapping.entries().size());
        for (Entry entry : mapping.entries()) {
            entries.add(entry.withValue(withFigureSources(entry.value(), inForce)));
        }
        return new Mapping(Collections.unmodifiableList(entries), mapping.flow(), mapping.place(), inForce);
    }
}
