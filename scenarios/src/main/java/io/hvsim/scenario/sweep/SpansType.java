// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ranges to take samples from, by path. */
record SpansType() implements Type<List<RangeType.Span>> {
    @Override
    public Optional<List<RangeType.Span>> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Mapping mapping) || mapping.entries().isEmpty()) {
            in.problem(node.place(), node.insteadOf(phrase()), "write {PATH: {from: A, to: B}, ...}");
            return Optional.empty();
        }
        List<RangeType.Span> spans = new ArrayList<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            in.within(entry.key(), () -> RangeType.SPAN.read(entry.value(), in))
                    .map(span -> span.of(entry.key()))
                    .filter(span -> AxisType.canVary(
                            List.of(AxisType.value(
                                    entry.key(),
                                    YamlNode.plain(span.at(0), entry.key().place()))),
                            in))
                    .ifPresent(spans::add);
        }
        return spans.size() == mapping.entries().size() ? Optional.of(List.copyOf(spans)) : Optional.empty();
    }

    @Override
    public String phrase() {
        return "a mapping from path to a mapping (sampled range)";
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return Map.of("type", "object", "minProperties", 1, "additionalProperties", RangeType.SPAN.schema(definitions));
    }

    @Override
    public List<Type<?>> parts() {
        return List.of(RangeType.SPAN);
    }
}
