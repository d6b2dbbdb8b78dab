// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.Optional;

/** Parts of nodes that may not be there. */
final class Parts {
    private Parts() {}

    /** The node if it is a mapping, else an empty mapping at the place of the edit. */
    static YamlNode.Mapping mapping(Optional<YamlNode> node, Edit edit) {
        return node.filter(YamlNode.Mapping.class::isInstance)
                .map(YamlNode.Mapping.class::cast)
                .orElseGet(() -> YamlNode.emptyMapping(edit.place()));
    }

    /** The mapping with another value for the step that the edit takes. */
    static YamlNode with(YamlNode.Mapping mapping, Edit edit, YamlNode value) {
        return mapping.with(mapping.entry(edit.step())
                .map(e -> e.withValue(value))
                .orElseGet(() -> new YamlNode.Entry(edit.key(), value)));
    }

    /** The value of a key of a node that may not be there or may be no mapping. */
    static Optional<YamlNode> part(Optional<YamlNode> node, String key) {
        return node.filter(YamlNode.Mapping.class::isInstance)
                .map(YamlNode.Mapping.class::cast)
                .flatMap(m -> m.get(key));
    }
}
