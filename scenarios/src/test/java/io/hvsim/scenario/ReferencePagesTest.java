// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.library.LibraryPage;
import io.hvsim.scenario.spec.MetricNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The pages of docs/reference are what the program says; -Dupdate.golden=true writes them anew. */
class ReferencePagesTest {
    private static final Path FOLDER = Path.of("../docs/reference");

    private static void assertCurrent(String page, String text) throws IOException {
        Path file = FOLDER.resolve(page);
        if (Boolean.getBoolean("update.golden")) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, text);
        }
        assertThat(Files.readString(file))
                .as("run the tests with -Dupdate.golden=true to write the page anew")
                .isEqualTo(text);
    }

    @Test
    void keysAreCurrent() throws IOException {
        assertCurrent("scenario-keys.md", Schemas.referencePage());
    }

    @Test
    void metricsAreCurrent() throws IOException {
        assertCurrent("metrics.md", MetricNames.referencePage());
    }

    @Test
    void libraryIsCurrent() throws Exception {
        assertCurrent("library.md", LibraryPage.of(Library.shipped()));
    }
}
