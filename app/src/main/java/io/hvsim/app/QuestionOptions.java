// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.StoredRun;
import io.hvsim.output.report.Provenance;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Mixin;

/** What the commands share that take more than a run to answer. */
final class QuestionOptions {
    /** So many replications tell a difference from chance. */
    static final int FEWEST_REPLICATIONS = 5;

    @Mixin
    private FolderOption folder;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ThreadsOption threads;

    Messages messages(PrintWriter err) {
        return new Messages(err, output.isQuiet());
    }

    Experiment experiment(Messages messages) {
        return new Experiment(threads.count(), messages.progress());
    }

    /** The folder that the user named, or that of {@code name} among all runs. */
    Path folder(String name) {
        return folder.orElse(name);
    }

    /** The scenario with as many replications as an answer takes, unless the user said how many. */
    static Scenario replicated(Scenario scenario, boolean asTyped) throws ScenarioException {
        return asTyped || scenario.first().run().replications() >= FEWEST_REPLICATIONS
                ? scenario
                : scenario.with(List.of("run.replications=" + FEWEST_REPLICATIONS));
    }

    /**
     * Writes the files, prints the answer and says what limits it.
     *
     * @param result with findings; its scenario's name is that of the folder if the user named none
     * @param file of {@code sheet}, ending in {@code .csv}
     * @param more further files by name
     */
    void answer(
            ExperimentResult result,
            Provenance provenance,
            Sheet<?> sheet,
            String file,
            Map<String, byte[]> more,
            PrintWriter out,
            Messages messages)
            throws IOException {
        Path target = folder(result.scenario());
        output.write(StoredRun.of(result, provenance), sheet, file, more, target, out, messages);
        result.warnings().forEach(messages::warn);
        messages.say("results in " + target.resolve("report.html"));
    }
}
