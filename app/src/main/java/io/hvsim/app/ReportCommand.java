// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.ResultFiles;
import io.hvsim.output.StoredRun;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hvsim report}: draws charts and report again from stored results. */
@Command(
        name = "report",
        description = "Draws charts and report again from the stored results of a run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  hvsim report output/runs/vmi-study"})
final class ReportCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "RUN", description = "The folder of a run.")
    private Path run;

    @Mixin
    private OutputOptions output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Messages messages = new Messages(spec.commandLine().getErr(), output.isQuiet());
        try (StoredRun stored = stored()) {
            output.write(stored, run, spec.commandLine().getOut(), messages);
        }
        messages.say("report in " + run.resolve("report.html"));
        return ExitCode.DONE;
    }

    private StoredRun stored() throws IOException {
        try {
            return new ResultFiles(run).read();
        } catch (NoSuchFileException missing) {
            throw new WrongInputException("no results in " + run + ": " + missing.getFile() + " is missing");
        } catch (IllegalArgumentException unreadable) {
            throw new WrongInputException("the results in " + run + " cannot be read: " + unreadable.getMessage());
        }
    }
}
