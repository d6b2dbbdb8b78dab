// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Definitions inside a scenario, by kind and name. Each is read when something refers to it. */
record OwnLibraryType() implements Type<YamlNode> {

    @Override
    public Optional<YamlNode> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            in.problem(node.place(), node.insteadOf(phrase()), "");
            return Optional.empty();
        }
        List<String> kinds = Kinds.ALL.stream().map(Kind::folder).toList();
        for (YamlNode.Entry entry : mapping.entries()) {
            if (!kinds.contains(entry.name())) {
                in.problem(
                        entry.key().place(),
                        "unknown kind '" + entry.name() + "'",
                        Suggestions.advice(entry.name(), kinds, "kinds"));
            } else if (!(entry.value() instanceof YamlNode.Mapping)) {
                in.problem(entry.value().place(), entry.value().insteadOf("a mapping from name to definition"), "");
            }
        }
        return Optional.of(node);
    }

    @Override
    public String phrase() {
        return "a mapping from kind to definitions";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Kind<?> kind : Kinds.ALL) {
            properties.put(
                    kind.folder(),
                    Map.of("type", "object", "additionalProperties", kind.type().schema(definitions)));
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        schema.put("additionalProperties", false);
        return schema;
    }
}
