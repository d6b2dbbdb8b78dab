// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.schema.Edit;
import io.hvsim.scenario.schema.JsonSchema;
import io.hvsim.scenario.schema.MapOf;
import io.hvsim.scenario.schema.NameType;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The techniques of a hypervisor by name, where one may extend another of the same hypervisor. */
record TechniquesType() implements Type<Map<String, TechniqueCosts>> {
    private static final String EXTENDS = TechniqueKeys.EXTENDS.name();
    private static final MapOf<String, TechniqueCosts> MAP =
            MapOf.withFigures(NameType.ofDefinition("the name of a technique"), TechniqueKeys.COSTS);

    @Override
    public Optional<Map<String, TechniqueCosts>> read(YamlNode node, Reading in) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return MAP.read(node, in);
        }
        List<YamlNode.Entry> merged = new ArrayList<>();
        long before = in.failures();
        for (YamlNode.Entry entry : mapping.entries()) {
            isTechnique(entry, in);
            merged.add(entry.withValue(extended(entry, mapping, List.of(), in)));
        }
        Optional<Map<String, TechniqueCosts>> read = MAP.read(mapping.withEntries(merged), in);
        return in.failures() == before ? read : Optional.empty();
    }

    private static void isTechnique(YamlNode.Entry entry, Reading in) {
        List<String> known = in.definitions().names(MachineKinds.TECHNIQUE);
        if (!known.contains(entry.name()) && !entry.name().equals("figures-from")) {
            in.problem(
                    entry.key().place(),
                    "unknown technique '" + entry.name() + "'",
                    Suggestions.shortAdvice(entry.name(), known, "known"));
        }
    }

    /** The entry's value with what it extends merged in; it keeps the key that says what that was. */
    private static YamlNode extended(
            YamlNode.Entry entry, YamlNode.Mapping techniques, List<String> under, Reading in) {
        Optional<YamlNode> base = entry.value() instanceof YamlNode.Mapping m ? m.get(EXTENDS) : Optional.empty();
        if (!(base.orElse(null) instanceof YamlNode.Scalar name)) {
            return entry.value();
        }
        List<String> chain = new ArrayList<>(under);
        chain.add(entry.name());
        Optional<YamlNode.Entry> other = techniques.entry(name.text());
        if (other.isEmpty() || chain.contains(name.text())) {
            in.problem(
                    name.place(),
                    other.isEmpty()
                            ? "no technique '" + name.text() + "' to extend"
                            : "technique '" + name.text() + "' extends itself",
                    Suggestions.shortAdvice(name.text(), techniques.names(), "techniques here"));
            return entry.value();
        }
        YamlNode.Mapping below = (YamlNode.Mapping) withoutExtends(extended(other.get(), techniques, chain, in));
        return TechniqueKeys.COSTS.merged(below, entry.value());
    }

    private static YamlNode withoutExtends(YamlNode node) {
        return node instanceof YamlNode.Mapping m ? m.without(EXTENDS) : YamlNode.emptyMapping(node.place());
    }

    @Override
    public String phrase() {
        return MAP.phrase();
    }

    @Override
    public YamlNode merged(YamlNode base, YamlNode over) {
        return MAP.merged(base, over);
    }

    @Override
    public Optional<YamlNode> edited(Edit edit, Optional<YamlNode> written, Optional<YamlNode> inherited) {
        return MAP.edited(edit, written, inherited);
    }

    @Override
    public Map<String, Object> schema(JsonSchema definitions) {
        return MAP.schema(definitions);
    }

    @Override
    public List<Type<?>> parts() {
        return MAP.parts();
    }
}
