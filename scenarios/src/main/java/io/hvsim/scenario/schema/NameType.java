// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.Map;
import java.util.Optional;

/**
 * A name of the user's own choice.
 *
 * @param noun what it names, with its article
 * @param pattern what it may look like
 * @param advice the same in words
 */
public record NameType(String noun, String pattern, String advice) implements Type<String> {

    /** A name in lower case without dots, so that it can be a step of a path. */
    public static NameType of(String noun) {
        return new NameType(noun, "[a-z][a-z0-9-]*", "use lower-case letters, digits and '-', beginning with a letter");
    }

    /** A name in lower case that may have dots and begin with a digit, as in {@code linux-2.6.20}. */
    public static NameType ofDefinition(String noun) {
        return new NameType(
                noun,
                "[a-z0-9][a-z0-9.-]*",
                "use lower-case letters, digits, '-' and '.', beginning with a letter or digit");
    }

    /** A name that can be that of a file or folder everywhere. */
    public static NameType ofFile(String noun) {
        return new NameType(
                noun,
                "[A-Za-z0-9][A-Za-z0-9_.-]*",
                "use letters, digits, '-', '_' and '.', beginning with a letter or digit");
    }

    @Override
    public Optional<String> read(YamlNode node, Reading in) {
        return Scalars.read(node, this, in).map(YamlNode.Scalar::text).filter(name -> isName(name, node, in));
    }

    private boolean isName(String name, YamlNode node, Reading in) {
        boolean matches = name.matches(pattern);
        if (!matches) {
            in.problem(node.place(), node.form() + " is not " + noun, advice);
        }
        return matches;
    }

    @Override
    public String phrase() {
        return noun;
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return Map.of("type", "string", "pattern", "^" + pattern + "$");
    }
}
