// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.suite.Suite;
import io.hvsim.scenario.suite.Suites;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.validation.Baseline;
import io.hvsim.scenario.validation.SuiteOutcome;
import io.hvsim.scenario.validation.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The shipped suites: no worse than recorded, and the record and the manual's page are up to date. */
class ValidationPageTest {
    private static final Path PAGE = Path.of("../docs/validation.md");
    private static final Path BASELINE = Path.of("../scenarios/library", Baseline.FILE);
    private static final boolean UPDATE = Boolean.getBoolean("update.golden");
    private static final String HOW_TO_UPDATE = "run the tests with -Dupdate.golden=true to write it anew";

    private static List<SuiteOutcome> outcomes;

    @BeforeAll
    static void runAllSuites() throws ScenarioException, InterruptedException {
        List<Suite> suites = new ArrayList<>();
        for (String name : Suites.names()) {
            suites.add(Suites.shipped(name));
        }
        int threads = Runtime.getRuntime().availableProcessors();
        outcomes = Validation.run(suites, new Experiment(threads, Progress.SILENT));
    }

    private static void assertIsCurrent(Path file, String text) throws IOException {
        if (UPDATE) {
            Files.writeString(file, text);
        }
        assertThat(file).as(HOW_TO_UPDATE).exists();
        assertThat(changes(Files.readString(file), text)).as(HOW_TO_UPDATE).isEmpty();
    }

    /** Lines that are only in the one or only in the other. */
    private static List<String> changes(String recorded, String current) {
        List<String> before = recorded.lines().toList();
        List<String> after = current.lines().toList();
        return Stream.concat(
                        before.stream().filter(line -> !after.contains(line)).map(line -> "- " + line),
                        after.stream().filter(line -> !before.contains(line)).map(line -> "+ " + line))
                .toList();
    }

    @Test
    void everyPointIsMeasured() {
        assertThat(outcomes)
                .allSatisfy(suite -> assertThat(suite.points())
                        .allSatisfy(point -> assertThat(point.errorPercent())
                                .as(suite.suite().name() + ": " + point.point().label())
                                .isFinite()));
    }

    @Test
    void noPointIsWorseThanRecorded() {
        assumeFalse(UPDATE, "the record is being written anew");
        assertThat(outcomes)
                .flatMap(Baseline.shipped()::worse)
                .as("a change made these worse; if that is meant, " + HOW_TO_UPDATE)
                .isEmpty();
    }

    @Test
    void theRecordIsCurrent() throws IOException {
        assertIsCurrent(BASELINE, Baseline.text(outcomes));
    }

    @Test
    void thePageIsCurrent() throws IOException {
        assertIsCurrent(PAGE, ValidationPage.text(outcomes));
    }
}
