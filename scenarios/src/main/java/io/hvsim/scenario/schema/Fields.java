// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read from a mapping: its values by key, as far as they could be read.
 *
 * @param values values by key name, defaults included
 * @param figures every figure below the mapping
 */
public record Fields(YamlNode.Mapping node, Map<String, Object> values, List<Figure> figures, Reading in) {

    /** The value of a key that is required or has a default; only for mappings without problems. */
    public <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalStateException("no value for key " + key.name()));
    }

    /** The value of a key; empty when it is missing or broken. */
    @SuppressWarnings("unchecked") // values are only stored under the key that read them
    public <T> Optional<T> find(Key<T> key) {
        return Optional.ofNullable((T) values.get(key.name()));
    }

    /** Whether the mapping has the key, readable or not. */
    public boolean wrote(Key<?> key) {
        return node.has(key.name());
    }

    /** Where the value of the key stands, or else the mapping's own key. */
    public Place placeOf(Key<?> key) {
        return node.get(key.name()).map(YamlNode::place).orElseGet(() -> in.keyPlace(node));
    }

    /** Where the item of that number of the list under the key stands, or else what stands for the list. */
    public Place placeOfItem(Key<?> key, int index) {
        return node.get(key.name())
                .filter(YamlNode.Sequence.class::isInstance)
                .map(list -> ((YamlNode.Sequence) list).items().get(index).place())
                .orElseGet(() -> placeOf(key));
    }

    /** Where the key stands, or else the mapping's own key. */
    public Place placeOfKey(Key<?> key) {
        return node.entry(key.name()).map(e -> e.key().place()).orElseGet(() -> in.keyPlace(node));
    }

    /** Name of the definition that the mapping is. */
    public String name() {
        return in.name();
    }
}
