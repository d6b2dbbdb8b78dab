// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A quantity whose dimension is that of the point's metric, and is known only when that has been read. */
record QuantityText() implements Type<YamlNode> {

    @Override
    public Optional<YamlNode> read(YamlNode node, Reading in) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNothing()) {
            return Optional.of(node);
        }
        in.problem(node.place(), node.insteadOf(phrase()), "");
        return Optional.empty();
    }

    @Override
    public String phrase() {
        return "a quantity of the metric's dimension such as 36.9 s, or a bare number for a ratio";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return JsonSchema.anyOf(List.of(
                Map.of("type", "number", "exclusiveMinimum", 0), Map.of("type", "string", "pattern", "^\\s*[0-9.]")));
    }
}
