// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The name of a definition of the library, which cannot be written out in its place. */
public record NameOf(Kind<?> kind) implements Type<String> {

    @Override
    public Optional<String> read(YamlNode node, Reading in) {
        return Scalars.read(node, this, in).filter(s -> isKnown(kind, s, in)).map(YamlNode.Scalar::text);
    }

    /** Whether there is a definition of that name; reports it when there is none. */
    static boolean isKnown(Kind<?> kind, YamlNode.Scalar name, Reading in) {
        List<String> names = in.definitions().names(kind);
        if (names.contains(name.text())) {
            return true;
        }
        in.problem(
                name.place(),
                "unknown " + kind.noun() + " " + name.form(),
                Suggestions.shortAdvice(name.text(), names, "known"));
        return false;
    }

    @Override
    public String phrase() {
        return "the name of a " + kind.noun();
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return Map.of("type", "string");
    }
}
