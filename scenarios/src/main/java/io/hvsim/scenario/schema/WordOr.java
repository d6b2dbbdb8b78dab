// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A certain word, which stands for no value, or else a value of another type.
 *
 * @param word such as {@code auto} or {@code all}
 */
public record WordOr<T>(String word, Type<T> other) implements Type<Optional<T>> {

    @Override
    public Optional<Optional<T>> read(YamlNode node, Reading in) {
        return isWord(node)
                ? Optional.of(Optional.empty())
                : other.read(node, in).map(Optional::of);
    }

    private boolean isWord(YamlNode node) {
        return node instanceof YamlNode.Scalar s && s.text().equals(word);
    }

    @Override
    public String phrase() {
        return word + " or " + other.phrase();
    }

    @Override
    public YamlNode merged(YamlNode base, YamlNode over) {
        return isWord(base) || isWord(over) ? over : other.merged(base, over);
    }

    @Override
    public YamlNode completed(YamlNode node) {
        return isWord(node) ? node : other.completed(node);
    }

    @Override
    public Optional<YamlNode> edited(Edit edit, Optional<YamlNode> written, Optional<YamlNode> inherited) {
        return other.edited(edit, written.filter(n -> !isWord(n)), inherited.filter(n -> !isWord(n)));
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return JsonSchema.anyOf(List.of(Map.of("const", word), other.schema(definitions)));
    }

    @Override
    public List<Type<?>> parts() {
        return List.of(other);
    }
}
