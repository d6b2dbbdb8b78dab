// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.Sha256;
import io.hvsim.output.report.Provenance;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.Suggestions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/**
 * A scenario as the user names it: a file, or else one that comes with hvsim.
 *
 * @param text as typed
 */
record ScenarioName(String text) {

    /**
     * Reads it with values replaced.
     *
     * @param settings each {@code PATH=VALUE}
     */
    Scenario read(List<String> settings) throws ScenarioException {
        if (!Files.exists(file()) && !isShipped()) {
            throw new WrongInputException("there is no file '" + text
                    + "', and no scenario of that name comes with hvsim: "
                    + Suggestions.shortAdvice(text, ShippedFiles.scenarios(), "there are"));
        }
        return isShipped() ? Scenario.shipped(text, settings) : Scenario.read(file(), settings);
    }

    /**
     * Where the results of a command come from.
     *
     * @param resolved the scenario that was run, as YAML
     * @param inputs the scenarios that the user named
     * @param loads the load files that it reads, by path from its folder
     */
    static Provenance provenance(
            CommandSpec command, String resolved, List<ScenarioName> inputs, Map<String, byte[]> loads)
            throws IOException {
        Map<String, String> digests = new HashMap<>();
        loads.forEach((name, content) -> digests.put(name, Sha256.of(content)));
        for (ScenarioName input : inputs) {
            digests.put(input.text, input.digest());
        }
        return new Provenance(
                Version.number(),
                command.root().name()
                        + " "
                        + String.join(
                                " ", command.commandLine().getParseResult().originalArgs()),
                resolved,
                digests,
                Provenance.thisHost(),
                loads);
    }

    /** SHA-256 of its text as it is on disk, or as it comes with hvsim. */
    String digest() throws IOException {
        return Sha256.of(
                isShipped()
                        ? ShippedFiles.scenario(text).orElseThrow().getBytes(StandardCharsets.UTF_8)
                        : Files.readAllBytes(file()));
    }

    private boolean isShipped() {
        return !Files.exists(file()) && ShippedFiles.scenarios().contains(text);
    }

    private Path file() {
        return Path.of(text);
    }
}
