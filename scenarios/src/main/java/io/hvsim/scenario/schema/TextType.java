// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Any text. */
public record TextType() implements Type<String> {

    @Override
    public Optional<String> read(YamlNode node, Reading in) {
        return Scalars.read(node, this, in).map(YamlNode.Scalar::text);
    }

    @Override
    public String phrase() {
        return "a text";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return Map.of("type", List.of("string", "number", "boolean"));
    }
}
