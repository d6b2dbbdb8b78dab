// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.data.Wording;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.text.ScenarioException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hvsim check}: reads a scenario and says what is wrong with it. */
@Command(
        name = "check",
        description = "Reads and checks a scenario without running it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  hvsim check scenarios/vmi-study.yaml --show"})
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ScenarioArgument scenario;

    @Option(names = "--show", description = "Prints the scenario with every default and where each value came from.")
    private boolean show;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws ScenarioException {
        Scenario read = scenario.read();
        PrintWriter out = spec.commandLine().getOut();
        if (show) {
            out.print(read.resolvedYaml(true));
        } else {
            int points = read.points().size();
            int replications = read.first().run().replications();
            out.println(scenario.text() + ": good, " + Wording.count(points, "point") + " of "
                    + Wording.count(replications, "replication"));
        }
        out.flush();
        read.warnings().forEach(new Messages(spec.commandLine().getErr(), false)::warn);
        return ExitCode.DONE;
    }
}
