// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.text.ScenarioException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hvsim show}: one definition of the library with the source of each figure. */
@Command(
        name = "show",
        description = "Shows one definition of the library, with the source of every figure.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  hvsim show hypervisor esx-3.5"})
final class ShowCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "KIND", description = "Such as host, guest or workload.")
    private String kind;

    @Parameters(index = "1", paramLabel = "NAME", description = "One that hvsim list KIND lists.")
    private String name;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws ScenarioException {
        Catalogue catalogue = new Catalogue();
        PrintWriter out = spec.commandLine().getOut();
        out.print(catalogue.text(catalogue.kind(kind), name));
        out.flush();
        return ExitCode.DONE;
    }
}
