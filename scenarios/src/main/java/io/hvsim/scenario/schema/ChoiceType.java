// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One of a few words.
 *
 * @param noun what the words are, such as {@code device path}
 * @param values word to value, in the order to show
 */
public record ChoiceType<T>(String noun, Map<String, T> values) implements Type<T> {

    /** The constants of an enumeration in lower case, with hyphens. */
    public static <E extends Enum<E>> ChoiceType<E> of(String noun, Class<E> constants) {
        return of(noun, constants, c -> true);
    }

    /** Some constants of an enumeration in lower case, with hyphens. */
    public static <E extends Enum<E>> ChoiceType<E> of(String noun, Class<E> constants, Predicate<E> allowed) {
        Map<String, E> values = new LinkedHashMap<>();
        Arrays.stream(constants.getEnumConstants()).filter(allowed).forEach(c -> values.put(word(c), c));
        return new ChoiceType<>(noun, values);
    }

    /** Words that stand for themselves. */
    public static ChoiceType<String> ofWords(String noun, List<String> words) {
        Map<String, String> values = new LinkedHashMap<>();
        words.forEach(w -> values.put(w, w));
        return new ChoiceType<>(noun, values);
    }

    /** The word for a constant. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Optional<T> read(YamlNode node, Reading in) {
        return Scalars.read(node, this, in).flatMap(s -> find(s, in));
    }

    private Optional<T> find(YamlNode.Scalar scalar, Reading in) {
        T value = values.get(scalar.text());
        if (value == null) {
            List<String> words = List.copyOf(values.keySet());
            in.problem(
                    scalar.place(),
                    "unknown " + noun + " " + scalar.form(),
                    Suggestions.advice(scalar.text(), words, "possible"));
        }
        return Optional.ofNullable(value);
    }

    @Override
    public String phrase() {
        List<String> words = List.copyOf(values.keySet());
        return words.size() > 8
                ? ("aeiou".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun
                : String.join(" | ", words);
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        List<Object> words = values.keySet().stream()
                .<Object>map(w -> w.matches("[0-9]+") ? Integer.valueOf(w) : w)
                .toList();
        return Map.of("enum", words);
    }
}
