// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.TreeReader;
import io.hvsim.scenario.text.TreeWriter;
import io.hvsim.scenario.text.YamlNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The definitions that travel with the program as {@link LibraryCompiler} parsed them when the program was built, and the paths of all files
 * that do: to look for them and parse them again takes longer than to read what a small run needs of them here.
 */
final class ShippedTrees {
    /** In the folder of the files that travel with the program. */
    static final String FILE = "library.trees";

    private final byte[] bytes;
    private final SortedMap<String, Integer> lengths = new TreeMap<>();
    /** Where the tree of a file begins, for those that have one. */
    private final Map<String, Integer> starts = new HashMap<>();

    private ShippedTrees(byte[] bytes) {
        this.bytes = bytes;
        TreeReader header = new TreeReader(bytes, 0);
        int files = header.number();
        for (int i = 0; i < files; i++) {
            lengths.put(header.text(), header.number());
        }
        int start = header.at();
        for (Map.Entry<String, Integer> file : lengths.entrySet()) {
            if (file.getValue() > 0) {
                starts.put(file.getKey(), start);
            }
            start += file.getValue();
        }
    }

    /** Empty when the build made none. */
    static Optional<ShippedTrees> read() {
        try (InputStream in = ShippedFiles.class.getResourceAsStream("/" + ShippedFiles.ROOT + FILE)) {
            return in == null ? Optional.empty() : Optional.of(new ShippedTrees(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the trees of the files at those paths, and the other paths without. */
    static byte[] write(SortedSet<String> paths, Function<String, Optional<YamlNode>> trees) {
        TreeWriter header = new TreeWriter();
        ByteArrayOutputStream bodies = new ByteArrayOutputStream();
        header.number(paths.size());
        for (String path : paths) {
            TreeWriter body = new TreeWriter();
            trees.apply(path).ifPresent(body::node);
            header.text(path);
            header.number(body.bytes().length);
            bodies.writeBytes(body.bytes());
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(header.bytes());
        all.writeBytes(bodies.toByteArray());
        return all.toByteArray();
    }

    /** The paths of all files that travel with the program, those without a tree included. */
    SortedSet<String> paths() {
        return new TreeSet<>(lengths.keySet());
    }

    /**
     * The tree of a file, if it has one.
     *
     * @param source the file
     */
    Optional<YamlNode> tree(String path, SourceText source) {
        return Optional.ofNullable(starts.get(path)).map(start -> new TreeReader(bytes, start).node(source));
    }
}
