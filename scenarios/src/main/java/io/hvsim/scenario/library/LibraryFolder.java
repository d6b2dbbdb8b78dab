// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.library.LibraryEntry.Origin;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the library files of a user: {@code KIND/NAME.yaml} below a folder. */
final class LibraryFolder {
    private static final String ENDING = ".yaml";

    private LibraryFolder() {}

    /** The files below the folder, which need not exist; folders that are neither a kind nor suites are reported. */
    static List<LibraryEntry> entries(Path folder, Problems problems) {
        List<LibraryEntry> entries = new ArrayList<>();
        for (Path kindFolder : children(folder, problems)) {
            String name = kindFolder.getFileName().toString();
            if (Files.isDirectory(kindFolder) && !name.equals(ShippedFiles.SUITES)) {
                Optional<Kind<?>> kind = kind(name);
                kind.ifPresentOrElse(
                        k -> children(kindFolder, problems)
                                .forEach(f -> entry(k, f, problems).ifPresent(entries::add)),
                        () -> unknownKind(kindFolder, name, problems));
            }
        }
        return entries;
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
