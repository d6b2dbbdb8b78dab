// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.Map;
import java.util.Optional;

/** {@code true} or {@code false}. */
public record FlagType() implements Type<Boolean> {

    @Override
    public Optional<Boolean> read(YamlNode node, Reading in) {
        if (node instanceof YamlNode.Scalar s && s.plain() && s.text().matches("true|false")) {
            return Optional.of(Boolean.valueOf(s.text()));
        }
        in.problem(node.place(), node.insteadOf(phrase()), "");
        return Optional.empty();
    }

    @Override
    public String phrase() {
        return "true or false";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return Map.of("type", "boolean");
    }
}
