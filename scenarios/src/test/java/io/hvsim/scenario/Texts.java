// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import org.junit.jupiter.api.Assertions;

/** Scenario texts for tests. */
public final class Texts {
    /** A small scenario without a sweep. */
    public static final String WEB = """
            title: Web
            host: pentium-4-672
            hypervisor: esx-3.5
            vms:
              web:
                guest: ubuntu-7.04
                workload: static-web
                load: {open: {rate: 200/s}}
            run: {warmup: 0 s, duration: 2 s}
            """;

    private Texts() {}

    /** Everything that is wrong with the text, as the user sees it. */
    public static String errors(String text, String... settings) {
        return Assertions.assertThrows(
                        ScenarioException.class, () -> Scenario.parse(text, "noisy.yaml", List.of(settings)))
                .render();
    }

    /** The scenario, which must be without problems. */
    public static Scenario scenario(String text, String... settings) {
        try {
            return Scenario.parse(text, "noisy.yaml", List.of(settings));
        } catch (ScenarioException e) {
            throw new AssertionError(e.render(), e);
        }
    }
}
