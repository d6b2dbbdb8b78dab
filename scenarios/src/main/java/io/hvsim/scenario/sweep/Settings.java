// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.sweep;

import io.hvsim.scenario.schema.Definitions;
import io.hvsim.scenario.schema.Edit;
import io.hvsim.scenario.schema.Type;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Values given on the command line, {@code PATH=VALUE}, where the value is YAML. They hold for the whole scenario: a path
 * that is an axis of the sweep keeps its axis, with only the given value or list of values on it; the name of an axis with
 * variants picks some of them.
 */
public final class Settings {
    private static final String SWEEP = "sweep";
    private static final String LIBRARY = "library";

    private final Type<?> root;
    private final Definitions definitions;
    private final Problems problems;

    /** @param root the type of a scenario */
    public Settings(Type<?> root, Definitions definitions, Problems problems) {
        this.root = root;
        this.definitions = definitions;
        this.problems = problems;
    }

    /** The tree with the settings applied in their order; a wrong one is reported and left out. */
    public YamlNode applied(YamlNode tree, List<String> settings) {
        YamlNode changed = tree;
        for (String setting : settings) {
            changed = applied(changed, SourceText.option("--set", setting));
        }
        return changed;
    }

    private YamlNode applied(YamlNode tree, SourceText setting) {
        String text = setting.text();
        int equals = text.indexOf('=');
        if (equals <= 0) {
            problems.add(new Place(setting, 0, 0, text.length()), "expected PATH=VALUE", "as in --set vms.web.vcpus=2");
            return tree;
        }
        String path = text.substring(0, equals);
        String value = " ".repeat(equals + 1) + text.substring(equals + 1);
        return YamlReader.read(setting, value, problems)
                .flatMap(v -> set(tree, path, new Place(setting, 0, 0, equals), inFlow(v)))
                .orElse(tree);
    }

    /** The value written in one line, as the option is. */
    private static YamlNode inFlow(YamlNode value) {
        if (value instanceof YamlNode.Mapping m) {
            return new YamlNode.Mapping(m.entries(), true, m.place(), m.figuresFrom());
        }
        return value;
    }

    private Optional<YamlNode> set(YamlNode tree, String path, Place place, YamlNode value) {
        if (path.equals(LIBRARY)) {
            problems.add(place, "the library cannot be set", "put definitions into the scenario or its library folder");
            return Optional.empty();
        }
        if (tree instanceof YamlNode.Mapping mapping
                && mapping.get(SWEEP).orElse(null) instanceof YamlNode.Mapping axes) {
            Optional<String> design = SweepType.designOf(axes, path);
            if (design.isPresent()) {
                problems.add(
                        place,
                        "'" + path + "' varies together with others in '" + design.get() + "' of the sweep",
                        "change it in the scenario");
                return Optional.empty();
            }
            Optional<YamlNode.Entry> axis = axes.entry(path);
            if (axis.isPresent()) {
                return pinned(axis.get(), value)
                        .map(a ->
                                mapping.with(mapping.entry(SWEEP).orElseThrow().withValue(axes.with(a))));
            }
        }
        Edit edit = Edit.of(path, place, value, definitions, problems);
        return root.edited(edit, Optional.of(tree), Optional.empty());
    }

    private Optional<YamlNode.Entry> pinned(YamlNode.Entry axis, YamlNode value) {
        List<YamlNode> values = value instanceof YamlNode.Sequence list ? list.items() : List.of(value);
        boolean variants = axis.value() instanceof YamlNode.Mapping m && !m.has("from");
        if (!variants) {
            return Optional.of(
                    axis.withValue(new YamlNode.Sequence(List.copyOf(values), true, value.place(), Optional.empty())));
        }
        YamlNode.Mapping all = (YamlNode.Mapping) axis.value();
        List<YamlNode.Entry> kept = new ArrayList<>();
        for (YamlNode label : values) {
            String name = label instanceof YamlNode.Scalar s ? s.text() : label.form();
            all.entry(name)
                    .ifPresentOrElse(
                            kept::add,
                            () -> problems.add(
                                    label.place(),
                                    "no variant '" + name + "' on axis '" + axis.name() + "'",
                                    Suggestions.advice(name, all.names(), "variants")));
        }
        return kept.isEmpty() ? Optional.empty() : Optional.of(axis.withValue(all.withEntries(kept)));
    }
}
