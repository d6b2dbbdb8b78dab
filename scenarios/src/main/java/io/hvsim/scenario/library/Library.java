// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.LibraryEntry.Origin;
import io.hvsim.scenario.schema.Definition;
import io.hvsim.scenario.schema.Definitions;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The definitions that names in scenarios lead to: those that travel with the program, hidden by those of the same name in
 * the folder {@code library} beside the scenario, hidden by those in the scenario's own {@code library} key. Each is read
 * when it is first asked for. Not for several threads at a time.
 */
public final class Library implements Definitions {
    private static final String EXTENDS = MappingType.EXTENDS.name();

    private final Map<Origin, Map<String, LibraryEntry>> layers = new LinkedHashMap<>();
    private final Map<String, Optional<YamlNode.Mapping>> trees = new HashMap<>();
    private final Map<String, Optional<? extends Definition>> read = new HashMap<>();

    private Library() {
        for (Origin origin : Origin.values()) {
            layers.put(origin, new TreeMap<>());
        }
        for (Kind<?> kind : Kinds.ALL) {
            for (String name : ShippedFiles.in("library/" + kind.folder())) {
                String path = "library/" + kind.folder() + "/" + name + ".yaml";
                SourceText source = SourceText.library(path, () -> ShippedFiles.text(path));
                add(new LibraryEntry(kind, name, Origin.SHIPPED, source, Optional.empty()));
            }
        }
    }

    /** The library that travels with the program. */
    public static Library shipped() {
        return new Library();
    }

    /** The shipped library with the definitions in {@code folder/library} in front of it, if there is such a folder. */
    public static Library beside(Path folder, Problems problems) {
        Library library = new Library();
        LibraryFolder.entries(folder.resolve("library"), problems).stream()
                .filter(e -> !library.hasSameText(e))
                .forEach(library::add);
        return library;
    }

    /** Adds the definitions of a scenario's {@code library} key. */
    public void addAll(YamlNode.Mapping definitions) {
        for (Kind<?> kind : Kinds.ALL) {
            if (definitions.get(kind.folder()).orElse(null) instanceof YamlNode.Mapping named) {
                named.entries()
                        .forEach(e -> add(new LibraryEntry(
                                kind, e.name(), Origin.SCENARIO, e.key().place().source(), Optional.of(e.value()))));
            }
        }
    }

    private void add(LibraryEntry entry) {
        layers.get(entry.origin()).put(key(entry.kind(), entry.name()), entry);
    }

    /** Whether the file is one that travels with the program, seen a second time in the program's own folder. */
    private boolean hasSameText(LibraryEntry file) {
        LibraryEntry shipped = layers.get(Origin.SHIPPED).get(key(file.kind(), file.name()));
        return shipped != null && shipped.source().text().equals(file.source().text());
    }

    private static String key(Kind<?> kind, String name) {
        return kind.folder() + "/" + name;
    }

    /** The kinds of definitions, by their plural. */
    public List<String> kinds() {
        return Kinds.ALL.stream().map(Kind::folder).toList();
    }

    @Override
    public List<String> names(Kind<?> kind) {
        return layers.values().stream()
                .map(Map::values)
                .flatMap(Collection::stream)
                .filter(e -> e.kind() == kind)
                .map(LibraryEntry::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** The file as it was written. */
    public Optional<String> text(Kind<?> kind, String name) {
        return entry(kind, name).map(e -> e.source().text());
    }

    /** Every figure of a definition with its source, those of definitions it refers to included. */
    public List<Figure> figuresOf(Kind<?> kind, String name) throws ScenarioException {
        return get(kind, name).figures();
    }

    /** The definition; a {@link ScenarioException} when it is broken or there is none. */
    public <T extends Definition> T get(Kind<T> kind, String name) throws ScenarioException {
        Problems problems = new Problems();
        Optional<T> found = find(kind, name, problems);
        if (found.isEmpty() && problems.isEmpty()) {
            SourceText asked = SourceText.option(kind.noun(), name);
            problems.add(
                    Place.startOf(asked),
                    "unknown " + kind.noun() + " '" + name + "'",
                    Suggestions.shortAdvice(name, names(kind), "known"));
        }
        problems.throwIfAny();
        return found.orElseThrow();
    }

    @Override
    @SuppressWarnings("unchecked") // an entry's definition was read with the type of the entry's kind
    public <T extends Definition> Optional<T> find(Kind<T> kind, String name, Problems problems) {
        Optional<LibraryEntry> entry = entry(kind, name);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        Optional<? extends Definition> known = read.get(entry.get().id());
        if (known == null) {
            known = tree(kind, name, problems)
                    .flatMap(t -> kind.type().read(t, new Reading(key(kind, name), this, problems)));
            read.put(entry.get().id(), known);
        }
        return (Optional<T>) known;
    }

    @Override
    public Optional<YamlNode.Mapping> tree(Kind<?> kind, String name, Problems problems) {
        return entry(kind, name).flatMap(e -> resolved(e, List.of(), problems));
    }

    private Optional<YamlNode.Mapping> resolved(LibraryEntry entry, List<String> under, Problems problems) {
        Optional<YamlNode.Mapping> known = trees.get(entry.id());
        if (known == null) {
            known = entry.tree(problems).flatMap(t -> extended(entry, t, under, problems));
            trees.put(entry.id(), known);
        }
        return known;
    }

    private Optional<YamlNode.Mapping> extended(
            LibraryEntry entry, YamlNode.Mapping tree, List<String> under, Problems problems) {
        Optional<YamlNode> base = tree.get(EXTENDS);
        if (base.isEmpty()) {
            return Optional.of(tree);
        }
        String name = base.get() instanceof YamlNode.Scalar s ? s.text() : "";
        List<String> chain = new ArrayList<>(under);
        chain.add(entry.id());
        Optional<LibraryEntry> other = name.equals(entry.name()) ? below(entry) : entry(entry.kind(), name);
        if (other.isEmpty() || chain.contains(other.get().id())) {
            problems.add(
                    base.get().place(),
                    other.isEmpty()
                            ? "unknown " + entry.kind().noun() + " "
                                    + base.get().form()
                            : entry.kind().noun() + " '" + entry.name() + "' extends itself",
                    Suggestions.shortAdvice(name, names(entry.kind()), "known"));
            return Optional.empty();
        }
        return resolved(other.get(), chain, problems)
                .map(b -> (YamlNode.Mapping) entry.kind().type().merged(b, tree.without(EXTENDS)));
    }

    private Optional<LibraryEntry> entry(Kind<?> kind, String name) {
        return entry(kind, name, Origin.values().length);
    }

    /** The entry of the same name that this one hides. */
    private Optional<LibraryEntry> below(LibraryEntry entry) {
        return entry(entry.kind(), entry.name(), entry.origin().ordinal());
    }

    private Optional<LibraryEntry> entry(Kind<?> kind, String name, int layersBelow) {
        Optional<LibraryEntry> found = Optional.empty();
        for (Origin origin : Origin.values()) {
            LibraryEntry entry = layers.get(origin).get(key(kind, name));
            if (origin.ordinal() < layersBelow && entry != null) {
                found = Optional.of(entry);
            }
        }
        return found;
    }

    /**
     * Trees as written of the definitions in use that do not travel with the program, by plural of the kind and name: what
     * a scenario needs beside itself to be read elsewhere.
     */
    public Map<String, Map<String, YamlNode.Mapping>> ownDefinitions() {
        Map<String, Map<String, YamlNode.Mapping>> own = new LinkedHashMap<>();
        for (Kind<?> kind : Kinds.ALL) {
            Map<String, YamlNode.Mapping> named = new TreeMap<>();
            layers.values().stream()
                    .flatMap(layer -> layer.values().stream())
                    .filter(e -> e.kind() == kind && e.origin() != Origin.SHIPPED && trees.containsKey(e.id()))
                    .forEach(e -> e.tree(new Problems()).ifPresent(t -> named.put(e.name(), t)));
            if (!named.isEmpty()) {
                own.put(kind.folder(), named);
            }
        }
        return own;
    }
}
