// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.library.LibraryEntry.Origin;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.TextFile;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the library files of a user below a folder: {@code KIND/NAME.yaml} with one definition, and files directly in it with
 * definitions by kind and name, as the scenario's key {@code library} has them.
 */
final class LibraryFolder {
    private static final String ENDING = ".yaml";

    private LibraryFolder() {}

    /**
     * The definitions below the folder, which need not exist. Folders that are neither a kind nor suites are reported, and so
     * is a name that two files define.
     */
    static List<LibraryEntry> entries(Path folder, Problems problems) {
        List<LibraryEntry> entries = new ArrayList<>();
        for (Path child : children(folder, problems)) {
            String name = child.getFileName().toString();
            if (Files.isRegularFile(child) && name.endsWith(ENDING) && !ShippedFiles.isShipped(name)) {
                entries.addAll(several(child, problems));
            } else if (Files.isDirectory(child) && !name.equals(ShippedFiles.SUITES)) {
                Optional<Kind<?>> kind = kind(name);
                kind.ifPresentOrElse(
                        k -> children(child, problems)
                                .forEach(f -> entry(k, f, problems).ifPresent(entries::add)),
                        () -> unknownKind(child, name, problems));
            }
        }
        reportTwins(entries, problems);
        return entries;
    }

    private static void reportTwins(List<LibraryEntry> entries, Problems problems) {
        Map<String, LibraryEntry> known = new HashMap<>();
        for (LibraryEntry entry : entries) {
            LibraryEntry twin = known.putIfAbsent(entry.id(), entry);
            if (twin != null) {
                Place place = entry.inline().map(YamlNode::place).orElse(Place.startOf(entry.source()));
                problems.add(
                        place,
                        entry.kind().noun() + " '" + entry.name() + "' twice in the library",
                        "the other one is in " + twin.source().name());
            }
        }
    }

    /** The definitions of a file that has them by kind and name. */
    private static List<LibraryEntry> several(Path file, Problems problems) {
        List<LibraryEntry> entries = new ArrayList<>();
        Optional<SourceText> source = TextFile.read(file, text -> SourceText.library(file.toString(), text), problems);
        YamlNode tree = source.flatMap(text -> YamlReader.read(text, problems)).orElse(null);
        if (tree instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach(e -> entries.addAll(named(e, source.get(), problems)));
        } else if (tree != null) {
            problems.add(tree.place(), tree.insteadOf("a mapping from kind to definitions"), "");
        }
        return entries;
    }

    private static List<LibraryEntry> named(YamlNode.Entry definitions, SourceText source, Problems problems) {
        Optional<Kind<?>> kind = kind(definitions.name());
        if (kind.isEmpty()) {
            problems.add(
                    definitions.key().place(),
                    "unknown kind '" + definitions.name() + "' in the library",
                    Suggestions.advice(
                            definitions.name(),
                            Kinds.ALL.stream().map(Kind::folder).toList(),
                            "kinds"));
        } else if (definitions.value() instanceof YamlNode.Mapping mapping) {
            return mapping.entries().stream()
                    .map(e -> new LibraryEntry(kind.get(), e.name(), Origin.FOLDER, source, Optional.of(e.value())))
                    .toList();
        } else {
            problems.add(
                    definitions.value().place(),
                    definitions.value().insteadOf("a mapping from name to definition"),
                    "");
        }
        return List.of();
    }

    private static Optional<Kind<?>> kind(String folder) {
        return Kinds.ALL.stream()
                .<Kind<?>>filter(k -> k.folder().equals(folder))
                .findFirst();
    }

    private static void unknownKind(Path folder, String name, Problems problems) {
        problems.add(
                Place.startOf(SourceText.library(folder.toString(), "")),
                "unknown kind '" + name + "' in the library",
                Suggestions.advice(name, Kinds.ALL.stream().map(Kind::folder).toList(), "kinds"));
    }

    private static Optional<LibraryEntry> entry(Kind<?> kind, Path file, Problems problems) {
        String fileName = file.getFileName().toString();
        if (!fileName.endsWith(ENDING)) {
            return Optional.empty();
        }
        String name = fileName.substring(0, fileName.length() - ENDING.length());
        return TextFile.read(file, text -> SourceText.library(file.toString(), text), problems)
                .map(source -> new LibraryEntry(kind, name, Origin.FOLDER, source, Optional.empty()));
    }

    private static List<Path> children(Path folder, Problems problems) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        } catch (IOException e) {
            problems.add(
                    Place.startOf(SourceText.library(folder.toString(), "")), "cannot be read: " + e.getMessage(), "");
            return List.of();
        }
    }
}
