// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.schema;

import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A list of values of one type. */
public record ListOf<T>(Type<T> item) implements Type<List<T>> {

    @Override
    public Optional<List<T>> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Sequence sequence)) {
            in.problem(node.place(), node.insteadOf("a list"), "write it in brackets: [...]");
            return Optional.empty();
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < sequence.items().size() && !in.problems().isFull(); i++) {
            YamlNode value = sequence.items().get(i);
            in.within(Integer.toString(i), value.place(), () -> item.read(value, in))
                    .ifPresent(values::add);
        }
        return values.size() == sequence.items().size() ? Optional.of(List.copyOf(values)) : Optional.empty();
    }

    @Override
    public String phrase() {
        return "a list, each " + item.phrase();
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "array");
        schema.put("items", item.schema(definitions));
        return schema;
    }

    @Override
    public YamlNode completed(YamlNode node) {
        if (!(node instanceof YamlNode.Sequence s)) {
            return node;
        }
        List<YamlNode> items = s.items().stream().map(i -> item.completed(i)).toList();
        return new YamlNode.Sequence(items, s.flow() && items.equals(s.items()), s.place(), s.figuresFrom());
    }

    @Override
    public Optional<YamlNode> edited(Edit edit, Optional<YamlNode> written, Optional<YamlNode> inherited) {
        if (edit.isHere()) {
            return Optional.of(edit.value());
        }
        Optional<YamlNode.Sequence> list = written.or(() -> inherited)
                .filter(YamlNode.Sequence.class::isInstance)
                .map(YamlNode.Sequence.class::cast);
        List<YamlNode> items = list.map(YamlNode.Sequence::items).orElse(List.of());
        List<String> indices =
                IntStream.range(0, items.size()).mapToObj(Integer::toString).toList();
        int index = indices.indexOf(edit.step());
        if (index < 0) {
            return edit.unknown(indices);
        }
        return item.edited(edit.down(), Optional.of(items.get(index)), Optional.empty())
                .map(changed -> {
                    List<YamlNode> copy = new ArrayList<>(items);
                    copy.set(index, changed);
                    YamlNode.Sequence old = list.orElseThrow();
                    return new YamlNode.Sequence(List.copyOf(copy), old.flow(), old.place(), old.figuresFrom());
                });
    }

    @Override
    public List<Type<?>> parts() {
        return List.of(item);
    }
}
