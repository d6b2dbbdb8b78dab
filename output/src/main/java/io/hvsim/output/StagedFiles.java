// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Files that are written aside and put in place together, each by one rename. Closing without {@link #commit} leaves the
 * folder as it was.
 */
final class StagedFiles implements AutoCloseable {
    private final Path folder;
    private final Path aside;
    private final Map<String, String> hashes = new LinkedHashMap<>();

    StagedFiles(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder);
        this.aside = Files.createTempDirectory(folder, ".writing-");
    }

    /** Writes the file {@code name} (with slashes for folders) aside. */
    void write(String name, Consumer<OutputStream> content) throws IOException {
        Path file = aside.resolve(name);
        Files.createDirectories(file.getParent());
        MessageDigest digest = Sha256.digest();
        try (OutputStream out = new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file)), digest)) {
            content.accept(out);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        hashes.put(name, Sha256.text(digest.digest()));
    }

    void write(String name, byte[] content) throws IOException {
        write(name, out -> {
            try {
                out.write(content);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** SHA-256 in hexadecimal of every file written so far, by name, in the order of writing. */
    Map<String, String> hashes() {
        return hashes;
    }

    /** Puts all files in place, in the order of writing. */
    void commit() throws IOException {
        for (String name : hashes.keySet()) {
            Path target = folder.resolve(name);
            Files.createDirectories(target.getParent());
            move(aside.resolve(name), target);
        }
    }

    /** Deletes what is left of the files written aside. */
    @Override
    public void close() throws IOException {
        List<Path> left;
        try (Stream<Path> all = Files.walk(aside)) {
            left = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : left) {
            Files.deleteIfExists(path);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
