// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.WorkloadDef.ActionUse;
import io.hvsim.scenario.schema.Edit;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How often a step takes a kernel action: a figure, or a mapping when the action is about pages. */
record ActionUseType() implements Type<ActionUse> {
    private static final FigureType NUMBER = FigureType.of(Dimension.NUMBER);
    private static final Key<Figure> COUNT = Key.ofDefault("count", NUMBER, "1", "how often, on average");
    private static final Key<Figure> PAGES = Key.optional("pages", NUMBER, "pages each is about");
    private static final Key<Figure> RING = Key.optional(
            "ring",
            new FigureType(Dimension.NUMBER, Range.of(1, 1e6)),
            "how many address spaces take turns, for a process switch");
    private static final MappingType<ActionUse> USE = MappingType.of(
                    "action-use",
                    "how often a step takes a kernel action",
                    List.of(COUNT, PAGES, RING),
                    f -> new ActionUse(f.in().step(), f.get(COUNT), f.find(PAGES), f.find(RING)))
            .withFigures();

    @Override
    public Optional<ActionUse> read(YamlNode node, Reading in) {
        boolean mapping = node instanceof YamlNode.Mapping m && !m.has("value");
        return mapping
                ? USE.read(node, in)
                : NUMBER.read(node, in)
                        .map(count -> new ActionUse(in.step(), count, Optional.empty(), Optional.empty()));
    }

    @Override
    public String phrase() {
        return "a count, or {count, pages, ring}";
    }

    @Override
    public Optional<YamlNode> edited(Edit edit, Optional<YamlNode> written, Optional<YamlNode> inherited) {
        return USE.edited(edit, written, inherited);
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return JsonSchema.anyOf(List.of(NUMBER.schema(definitions), USE.schema(definitions)));
    }
}
