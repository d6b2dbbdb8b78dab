// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.Map;
import java.util.Optional;

/**
 * A name of the user's own choice in lower case.
 *
 * @param noun what it names, with its article
 * @param dots whether dots and a leading digit are allowed, as in {@code linux-2.6.20}
 */
public record NameType(String noun, boolean dots) implements Type<String> {

    /** A name without dots, so that it can be a step of a path. */
    public static NameType of(String noun) {
        return new NameType(noun, false);
    }

    private String pattern() {
        return dots ? "[a-z0-9][a-z0-9.-]*" : "[a-z][a-z0-9-]*";
    }

    @Override
    public Optional<String> read(YamlNode node, Reading in) {
        return Scalars.read(node, this, in).map(YamlNode.Scalar::text).filter(name -> isName(name, node, in));
    }

    private boolean isName(String name, YamlNode node, Reading in) {
        if (name.matches(pattern())) {
            return true;
        }
        in.problem(
                node.place(),
                node.form() + " is not " + noun,
                "use lower-case letters, digits and '-'" + (dots ? " and '.'" : "") + ", beginning with a letter"
                        + (dots ? " or digit" : ""));
        return false;
    }

    @Override
    public String phrase() {
        return noun;
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return Map.of("type", "string", "pattern", "^" + pattern() + "$");
    }
}
