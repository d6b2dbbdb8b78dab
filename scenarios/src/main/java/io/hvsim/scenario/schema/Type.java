// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a value of a file may be. The one description serves reading, editing by path, filling in defaults, the JSON Schema
 * and the reference page.
 */
public interface Type<T> {

    /** The value, or empty after reporting what is wrong with it. */
    Optional<T> read(YamlNode node, Reading in);

    /** What belongs here, for messages and the reference, such as {@code a time such as '10 ms'}. */
    String phrase();

    /** The JSON Schema of it. */
    Map<String, Object> schema(JsonSchema definitions);

    /** What a value that extends another is taken to mean: {@code over}, completed from {@code base}. */
    default YamlNode merged(YamlNode base, YamlNode over) {
        return over;
    }

    /** The value with every default below it filled in. */
    default YamlNode completed(YamlNode node) {
        return node;
    }

    /** The value after a change somewhere below it; empty after reporting that there is no such path. */
    default Optional<YamlNode> edited(Edit edit, Optional<YamlNode> written, Optional<YamlNode> inherited) {
        return edit.isHere() ? Optional.of(edit.value()) : edit.noParts(this);
    }

    /** Types of the values below, for the reference page. */
    default List<Type<?>> parts() {
        return List.of();
    }
}
