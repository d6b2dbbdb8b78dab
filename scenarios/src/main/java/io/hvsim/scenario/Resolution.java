// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.spec.ScenarioKeys;
import io.hvsim.scenario.sweep.Sweep;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlPrinter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A scenario written out in full: defaults, loads of workloads, and definitions that do not travel with the program. */
record Resolution(String name, YamlNode.Mapping tree, Library library, Sweep sweep) {

    /** As YAML, with a comment on each value's origin if wanted. */
    String yaml(boolean origins) {
        return YamlPrinter.print(whole(), origins ? this::origin : n -> "");
    }

    /** What the replications depend on, as YAML. */
    String identity() {
        return YamlPrinter.print(Identity.of(whole()), n -> "");
    }

    /** As a tree. */
    YamlNode.Mapping whole() {
        YamlNode.Mapping named = tree.has(ScenarioKeys.NAME.name())
                ? tree
                : tree.with(entry(
                        ScenarioKeys.NAME.name(), YamlNode.plain(name, Place.startOf(SourceText.ofDefault(name)))));
        YamlNode.Mapping complete = (YamlNode.Mapping) ScenarioKeys.SCENARIO.completed(named);
        return ordered(withDefinitions(withLoads(complete)));
    }

    private static YamlNode.Entry entry(String key, YamlNode value) {
        return new YamlNode.Entry(YamlNode.plain(key, value.place()), value);
    }

    private static YamlNode.Mapping ordered(YamlNode.Mapping scenario) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        ScenarioKeys.SCENARIO.keys().forEach(k -> scenario.entry(k.name()).ifPresent(entries::add));
        return scenario.withEntries(entries);
    }

    private String origin(YamlNode value) {
        SourceText source = value.place().source();
        return switch (source.kind()) {
            case DEFAULT -> "default";
            case OPTION -> value.place().label();
            case SCENARIO -> value.place().lineLabel();
            case LIBRARY -> definition(Path.of(source.name()));
        };
    }

    /** As in {@code workload static-web}, from the path of its file. */
    private static String definition(Path file) {
        String folder = file.getParent().getFileName().toString();
        String noun = Kinds.ALL.stream()
                .filter(k -> k.folder().equals(folder))
                .findFirst()
                .map(Kind::noun)
                .orElse(folder);
        return noun + " " + file.getFileName().toString().replace(".yaml", "");
    }

    /** Gives each VM group the load of its workload if no other holds, now or at any point of the sweep. */
    private YamlNode.Mapping withLoads(YamlNode.Mapping scenario) {
        if (scenario.has("load") || sweep.touches("load")) {
            return scenario;
        }
        Optional<YamlNode.Entry> vms = scenario.entry("vms");
        if (vms.isEmpty() || !(vms.get().value() instanceof YamlNode.Mapping groups)) {
            return scenario;
        }
        List<YamlNode.Entry> loaded =
                groups.entries().stream().map(this::withLoad).toList();
        return scenario.with(vms.get().withValue(groups.withEntries(loaded)));
    }

    private YamlNode.Entry withLoad(YamlNode.Entry group) {
        String path = "vms." + group.name();
        boolean fixed = !sweep.touches(path + ".load") && !sweep.touches(path + ".workload");
        if (!fixed || !(group.value() instanceof YamlNode.Mapping vm) || vm.has("load")) {
            return group;
        }
        return vm.get("workload")
                .filter(YamlNode.Scalar.class::isInstance)
                .flatMap(w -> library.tree(Kinds.WORKLOAD, ((YamlNode.Scalar) w).text(), new Problems()))
                .flatMap(w -> w.get("load"))
                .map(load -> group.withValue(vm.with(entry("load", load))))
                .orElse(group);
    }

    private YamlNode.Mapping withDefinitions(YamlNode.Mapping scenario) {
        Map<String, Map<String, YamlNode.Mapping>> own = library.ownDefinitions();
        if (own.isEmpty()) {
            return scenario;
        }
        YamlNode.Mapping definitions = YamlNode.emptyMapping(scenario.place());
        for (Map.Entry<String, Map<String, YamlNode.Mapping>> kind : own.entrySet()) {
            YamlNode.Mapping named = YamlNode.emptyMapping(scenario.place());
            for (Map.Entry<String, YamlNode.Mapping> definition :
                    kind.getValue().entrySet()) {
                named = named.with(entry(definition.getKey(), definition.getValue()));
            }
            definitions = definitions.with(entry(kind.getKey(), named));
        }
        return scenario.with(entry("library", definitions));
    }
}
