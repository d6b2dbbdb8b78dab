// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.SourceText;
import io.hvsim.scenario.text.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ShippedTreesTest {

    @Test
    void theBuildMadeTheTreeOfEachDefinitionThatItsYamlHasPlacesIncluded() {
        ShippedTrees trees = ShippedTrees.read().orElseThrow();
        int definitions = 0;
        for (Kind<?> kind : Kinds.ALL) {
            for (String name : ShippedFiles.in("library/" + kind.folder())) {
                String path = "library/" + kind.folder() + "/" + name + ".yaml";
                SourceText source = SourceText.library(path, ShippedFiles.text(path));
                assertThat(trees.tree(path, source))
                        .as(path)
                        .isPresent()
                        .isEqualTo(YamlReader.read(source, new Problems()));
                definitions++;
            }
        }
        assertThat(definitions).isGreaterThan(Kinds.ALL.size());
    }

    @Test
    void theBuildNotedThePathsOfAllFilesAndMadeNoTreesOfOthers() throws IOException {
        ShippedTrees trees = ShippedTrees.read().orElseThrow();

        assertThat(trees.paths()).containsExactlyElementsOf(yamlFilesOfTheModule());
        assertThat(trees.tree("vmi-study.yaml", SourceText.library("vmi-study.yaml", "")))
                .isEmpty();
        assertThat(trees.tree("library/hosts/none.yaml", SourceText.library("none", "")))
                .isEmpty();
    }

    private static List<String> yamlFilesOfTheModule() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        try (Stream<Path> direct = Files.list(root);
                Stream<Path> library = Files.walk(root.resolve("library"))) {
            return Stream.concat(direct, library)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(path -> path.endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }
}
