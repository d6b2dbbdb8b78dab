// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The scenario and library files that travel with the program, by path below their common root, such as {@code
 * library/hosts/pentium-4-672.yaml}. They are found in a jar and in a folder of compiled classes alike.
 */
public final class ShippedFiles {
    private static final String ROOT = "io/hvsim/scenario/files";
    /** The folder of the library with published results, which are no definitions. */
    static final String SUITES = "suites";

    private static final SortedMap<String, String> TEXTS = read();

    private ShippedFiles() {}

    /** Text of each file by its path. */
    public static SortedMap<String, String> texts() {
        return TEXTS;
    }

    /** Whether a file directly in the library that travels with the program has this name; none of them is a definition. */
    static boolean isShipped(String fileName) {
        return TEXTS.containsKey("library/" + fileName);
    }

    private static SortedMap<String, String> read() {
        try {
            URI here = classLocation();
            if (!here.getScheme().equals("jar")) {
                return texts(Path.of(here).resolve(ROOT));
            }
            String jar = here.toString().substring(0, here.toString().indexOf('!'));
            try (FileSystem files = FileSystems.newFileSystem(Path.of(URI.create(jar.substring("jar:".length()))))) {
                return texts(files.getPath(ROOT));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the library that travels with the program cannot be read", e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The folder or jar that this class comes from; the files are in the same. */
    private static URI classLocation() throws URISyntaxException {
        String name = ShippedFiles.class.getName().replace('.', '/') + ".class";
        URL url = ShippedFiles.class.getResource("/" + name);
        String location = url.toURI().toString();
        return URI.create(location.substring(0, location.length() - name.length()));
    }

    private static SortedMap<String, String> texts(Path root) throws IOException {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.exists(root) ? Files.walk(root) : Stream.<Path>empty()) {
            List<Path> yaml = files.filter(f -> f.toString().endsWith(".yaml")).toList();
            for (Path file : yaml) {
                texts.put(root.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        }
        return Collections.unmodifiableSortedMap(texts);
    }

    /** Names and texts of the files directly in a folder, {@code ""} being the root, without the ending. */
    static Map<String, String> in(String folder) {
        SortedMap<String, String> found = new TreeMap<>();
        String prefix = folder.isEmpty() ? "" : folder + "/";
        TEXTS.forEach((path, text) -> {
            String rest = path.startsWith(prefix) ? path.substring(prefix.length()) : "/";
            if (!rest.contains("/")) {
                found.put(rest.substring(0, rest.length() - ".yaml".length()), text);
            }
        });
        return found;
    }

    /** Names and texts of the shipped scenarios. */
    public static Map<String, String> scenarios() {
        return in("");
    }

    /** Names and texts of the shipped suites of published results. */
    public static Map<String, String> suites() {
        return in("library/" + SUITES);
    }
}
