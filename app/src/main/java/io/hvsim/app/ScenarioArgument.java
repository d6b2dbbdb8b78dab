// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.Suggestions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A scenario on the command line, and the options that change it. */
final class ScenarioArgument {
    @Parameters(
            index = "0",
            paramLabel = "SCENARIO",
            description = "A scenario file, or the name of one that comes with hvsim (see hvsim list scenarios).")
    private String scenario;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Replaces a value of the scenario, such as vms.web.vcpus=2; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Replaces run.seed.")
    private Long seed;

    @Option(names = "--replications", paramLabel = "N", description = "Replaces run.replications.")
    private Integer replications;

    /** The scenario with the options applied. */
    Scenario read() throws ScenarioException {
        List<String> all = new ArrayList<>(settings);
        if (seed != null) {
            all.add("run.seed=" + seed);
        }
        if (replications != null) {
            all.add("run.replications=" + replications);
        }
        if (!Files.exists(file()) && !isShippedName()) {
            throw new WrongInputException("there is no file '" + scenario
                    + "', and no scenario of that name comes with hvsim: "
                    + Suggestions.shortAdvice(scenario, ShippedFiles.scenarios().keySet(), "there are"));
        }
        return isShippedName() ? Scenario.shipped(scenario, all) : Scenario.read(file(), all);
    }

    /** Whether the argument is no file but the name of a scenario that comes with hvsim. */
    private boolean isShippedName() {
        return !Files.exists(file()) && ShippedFiles.scenarios().containsKey(scenario);
    }

    /** What the user typed. */
    String text() {
        return scenario;
    }

    /** The text of the scenario file as it is on disk, or as it comes with hvsim. */
    byte[] bytes() throws java.io.IOException {
        return isShippedName()
                ? ShippedFiles.scenarios().get(scenario).getBytes(java.nio.charset.StandardCharsets.UTF_8)
                : Files.readAllBytes(file());
    }

    private Path file() {
        return Path.of(scenario);
    }
}
