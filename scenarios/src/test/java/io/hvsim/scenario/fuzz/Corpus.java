// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An input that is tried in every build: of a kind, in the folder where Jazzer looks for the inputs of its test and puts what it
 * finds. Names that begin with {@code valid} or {@code refused} say what has to become of it.
 */
record Corpus(InputKind kind, String name, byte[] bytes) {
    private static final Path FOLDER = Path.of("src/test/resources/io/hvsim/scenario/fuzz");

    /** Those of a kind, by name. */
    static List<Corpus> of(InputKind kind) {
        String test = Stream.of(kind.name().split("_"))
                .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        try (Stream<Path> files = Files.list(FOLDER.resolve(test + "FuzzTestInputs/read"))) {
            return files.sorted().map(file -> read(kind, file)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Corpus read(InputKind kind, Path file) {
        try {
            return new Corpus(kind, file.getFileName().toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isValid() {
        return name.startsWith("valid");
    }

    boolean isRefused() {
        return name.startsWith("refused");
    }

    @Override
    public String toString() {
        return kind.word() + "/" + name;
    }
}
