// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value or a list of values. */
public record OneOrMore<T>(Type<T> item) implements Type<List<T>> {

    @Override
    public Optional<List<T>> read(YamlNode node, Reading in) {
        return node instanceof YamlNode.Sequence
                ? new ListOf<>(item).read(node, in)
                : item.read(node, in).map(List::of);
    }

    @Override
    public String phrase() {
        return item.phrase() + ", or a list of such";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return JsonSchema.anyOf(List.of(item.schema(definitions), new ListOf<>(item).schema(definitions)));
    }
}
