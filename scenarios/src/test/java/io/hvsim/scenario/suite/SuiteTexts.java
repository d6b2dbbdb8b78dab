// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import io.hvsim.scenario.text.ScenarioException;
import org.junit.jupiter.api.Assertions;

/** Suite texts for tests. */
public final class SuiteTexts {
    /** A thousand jobs of 1 ms at 1 GHz, whatever the library says of real machines. */
    public static final String HEAD = """
            title: Made up
            source: "Nobody, nowhere"
            confidence: seen
            scenario:
              host: ideal
              hypervisor: bare-metal
              vms:
                vm:
                  guest: ideal
                  workload: {extends: ideal-service, program: [{work: {user: 1 Mcycles}}]}
                  load: {batch: {jobs: 1000}}
              run: {until: done, replications: 1}
            points:
            """;

    private SuiteTexts() {}

    /** The suite, which must be without problems. */
    public static Suite suite(String text) {
        try {
            return Suites.parse(text, "made-up.yaml");
        } catch (ScenarioException e) {
            throw new AssertionError(e.render(), e);
        }
    }

    /** A suite of the made-up machine with points, one a line. */
    public static Suite ofPoints(String... points) {
        return suite(text(points));
    }

    /** Everything that is wrong with a suite of the made-up machine. */
    static String errors(String... points) {
        return errorsOf(text(points));
    }

    /** Everything that is wrong with the text, as the user sees it. */
    static String errorsOf(String text) {
        return Assertions.assertThrows(ScenarioException.class, () -> Suites.parse(text, "made-up.yaml"))
                .render();
    }

    private static String text(String... points) {
        StringBuilder text = new StringBuilder(HEAD);
        for (String point : points) {
            text.append("  - {").append(point).append("}\n");
        }
        return text.toString();
    }
}
