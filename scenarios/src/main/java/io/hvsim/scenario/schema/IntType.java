// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.Map;
import java.util.Optional;

/** A plain count that fits an {@code int}. */
public record IntType(int low, int high) implements Type<Integer> {

    private WholeType whole() {
        return WholeType.count(low, high);
    }

    @Override
    public Optional<Integer> read(YamlNode node, Reading in) {
        return whole().read(node, in).map(Long::intValue);
    }

    @Override
    public String phrase() {
        return whole().phrase();
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return whole().schema(definitions);
    }
}
