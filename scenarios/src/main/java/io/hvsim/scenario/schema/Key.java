// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlReader;
import java.util.Optional;

/**
 * A key of a mapping.
 *
 * @param remembered as what its value is remembered for checks of what is read after it; empty for most
 * @param required whether it is an error to leave it out
 * @param defaultValue what holds when it is left out; empty when that is nothing
 * @param doc what it means, for the reference
 */
public record Key<T>(
        String name,
        Type<T> type,
        boolean required,
        Optional<YamlNode> defaultValue,
        String doc,
        Optional<Class<T>> remembered) {

    /** A key that must be there. */
    public static <T> Key<T> required(String name, Type<T> type, String doc) {
        return new Key<>(name, type, true, Optional.empty(), doc, Optional.empty());
    }

    /** A key that may be left out. */
    public static <T> Key<T> optional(String name, Type<T> type, String doc) {
        return new Key<>(name, type, false, Optional.empty(), doc, Optional.empty());
    }

    /** A key that, left out, has the value of the given YAML text. */
    public static <T> Key<T> ofDefault(String name, Type<T> type, String text, String doc) {
        Problems problems = new Problems();
        Optional<YamlNode> value = YamlReader.read(SourceText.ofDefault(text), problems);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(problems.sorted().get(0).render());
        }
        return new Key<>(name, type, false, value, doc, Optional.empty());
    }

    /** The same key, whose value is remembered while the rest of the file is read. */
    public Key<T> rememberedAs(Class<T> what) {
        return new Key<>(name, type, required, defaultValue, doc, Optional.of(what));
    }

    /** Reads a value of this key. */
    Optional<T> read(YamlNode value, Reading in) {
        Optional<T> read = type.read(value, in);
        read.ifPresent(v -> remembered.ifPresent(what -> in.remember(what, v)));
        return read;
    }
}
