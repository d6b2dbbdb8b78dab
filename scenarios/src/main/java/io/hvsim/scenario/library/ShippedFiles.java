// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The scenario and library files that travel with the program, by path below their common root, such as {@code
 * library/hosts/pentium-4-672.yaml}. They are found in a jar and in a folder of compiled classes alike. Their names are
 * known from the start; each is read when it is asked for.
 */
public final class ShippedFiles {
    static final String ROOT = "io/hvsim/scenario/files/";
    private static final String ENDING = ".yaml";
    /** The folder of the library with published results, which are no definitions. */
    static final String SUITES = "suites";

    private static final Optional<ShippedTrees> TREES = ShippedTrees.read();
    private static final SortedSet<String> PATHS =
            Collections.unmodifiableSortedSet(TREES.map(ShippedTrees::paths).orElseGet(ShippedFiles::find));

    private ShippedFiles() {}

    /** The paths of all files. */
    public static SortedSet<String> paths() {
        return PATHS;
    }

    /**
     * The text of a file.
     *
     * @throws IllegalArgumentException if there is none with this path
     */
    public static String text(String path) {
        try (InputStream in = ShippedFiles.class.getResourceAsStream("/" + ROOT + path)) {
            if (in == null) {
                throw new IllegalArgumentException("no file '" + path + "' travels with the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * The tree of a file, parsed when the program was built or else now; empty after reporting why there is none.
     *
     * @param source the file
     */
    static Optional<YamlNode> tree(String path, SourceText source, Problems problems) {
        return TREES.flatMap(trees -> trees.tree(path, source)).or(() -> YamlReader.read(source, problems));
    }

    /** The text of a shipped scenario by its name, if there is one. */
    public static Optional<String> scenario(String name) {
        return ifThere(name + ENDING);
    }

    /** The text of a shipped suite of published results by its name, if there is one. */
    public static Optional<String> suite(String name) {
        return ifThere("library/" + SUITES + "/" + name + ENDING);
    }

    /** Names of the shipped scenarios. */
    public static SortedSet<String> scenarios() {
        return in("");
    }

    /** Names of the shipped suites of published results. */
    public static SortedSet<String> suites() {
        return in("library/" + SUITES);
    }

    /** Whether a file directly in the library that travels with the program has this name; none of them is a definition. */
    static boolean isShipped(String fileName) {
        return PATHS.contains("library/" + fileName);
    }

    /** Names of the files directly in a folder, {@code ""} being the root, without the ending. */
    static SortedSet<String> in(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        SortedSet<String> found = new TreeSet<>();
        for (String path : PATHS.tailSet(prefix)) {
            if (!path.startsWith(prefix)) {
                break;
            }
            if (path.indexOf('/', prefix.length()) < 0) {
                found.add(path.substring(prefix.length(), path.length() - ENDING.length()));
            }
        }
        return found;
    }

    private static Optional<String> ifThere(String path) {
        return PATHS.contains(path) ? Optional.of(text(path)) : Optional.empty();
    }

    private static SortedSet<String> find() {
        try {
            URI here = classLocation();
            Stream<String> found = here.getScheme().equals("jar") ? inJar(here) : inFolder(Path.of(here));
            return found.collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw unreadable(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("the library that travels with the program cannot be read", e);
    }

    /** The folder or jar that this class comes from; the files are in the same. */
    private static URI classLocation() throws URISyntaxException {
        String name = ShippedFiles.class.getName().replace('.', '/') + ".class";
        URL url = ShippedFiles.class.getResource("/" + name);
        String location = url.toURI().toString();
        return URI.create(location.substring(0, location.length() - name.length()));
    }

    private static Stream<String> inJar(URI location) throws IOException {
        String jar = location.toString()
                .substring("jar:".length(), location.toString().indexOf('!'));
        try (ZipFile file = new ZipFile(new File(URI.create(jar)))) {
            return paths(file.stream().map(ZipEntry::getName).filter(name -> name.startsWith(ROOT)), ROOT.length());
        }
    }

    private static Stream<String> inFolder(Path classes) throws IOException {
        Path root = classes.resolve(ROOT);
        try (Stream<Path> files = Files.walk(root)) {
            return paths(files.map(file -> root.relativize(file).toString().replace('\\', '/')), 0);
        }
    }

    private static Stream<String> paths(Stream<String> names, int from) {
        return names.filter(name -> name.endsWith(ENDING)).map(name -> name.substring(from)).toList().stream();
    }
}
