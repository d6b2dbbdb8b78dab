// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.StoredRun;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code hvsim report}: draws charts and report again from stored results. */
@Command(
        name = "report",
        description = "Draws charts and report again from the stored results of a run.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  hvsim report output/runs/vmi-study"})
final class ReportCommand implements Callable<Integer> {
    @Mixin
    private RunArgument run;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ColumnsOption columns;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Messages messages = new Messages(spec.commandLine().getErr(), output.isQuiet());
        try (StoredRun stored = run.read()) {
            output.write(
                    stored, columns.metrics(), run.folder(), spec.commandLine().getOut(), messages);
        }
        messages.say("report in " + run.folder().resolve("report.html"));
        return ExitCode.DONE;
    }
}
