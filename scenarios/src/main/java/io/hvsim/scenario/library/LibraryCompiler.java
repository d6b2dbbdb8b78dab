// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.YamlNode;
import io.hvsim.scenario.text.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Parses the definitions that travel with the program, once, when the program is built: see {@link ShippedTrees}. */
public final class LibraryCompiler {
    private LibraryCompiler() {}

    /**
     * Writes the trees beside the files.
     *
     * @param arguments the folder of compiled classes, where the files are, too
     * @throws ScenarioException if a definition is no YAML
     */
    public static void main(String[] arguments) throws IOException, ScenarioException {
        Path target = Path.of(arguments[0], ShippedFiles.ROOT, ShippedTrees.FILE);
        Files.deleteIfExists(target); // that of a former build, which may lack files
        Problems problems = new Problems();
        byte[] trees = ShippedTrees.write(ShippedFiles.paths(), path -> parsed(path, problems));
        problems.throwIfAny();
        Files.write(target, trees);
    }

    private static Optional<YamlNode> parsed(String path, Problems problems) {
        return isDefinition(path)
                ? YamlReader.read(SourceText.library(path, ShippedFiles.text(path)), problems)
                : Optional.empty();
    }

    private static boolean isDefinition(String path) {
        return Kinds.ALL.stream().map(Kind::folder).anyMatch(folder -> path.startsWith("library/" + folder + "/"));
    }
}
