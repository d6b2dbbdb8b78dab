// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.report.Provenance;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** A scenario on the command line, and the options that change it. */
final class ScenarioArgument {
    @Parameters(
            index = "0",
            paramLabel = "SCENARIO",
            description = "A scenario file, or the name of one that comes with hvsim (see hvsim list scenarios).")
    private String scenario;

    @Mixin
    private SettingOptions settings;

    /** The scenario with the options applied. */
    Scenario read() throws ScenarioException {
        return new ScenarioName(scenario).read(settings.all());
    }

    /** What the user typed. */
    String text() {
        return scenario;
    }

    /** SHA-256 of the scenario's text. */
    String digest() throws IOException {
        return new ScenarioName(scenario).digest();
    }

    /** Whether the user said how many replications to run. */
    boolean hasReplications() {
        return settings.hasReplications();
    }

    /** Where the results of {@code run}, a scenario made of this one, come from. */
    Provenance provenance(Scenario run, CommandSpec command) throws IOException {
        return ScenarioName.provenance(
                command, run.resolvedYaml(false), List.of(new ScenarioName(scenario)), run.loadFiles());
    }
}
