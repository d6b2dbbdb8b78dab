// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.text.ScenarioException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hvsim list}: what there is to be named in scenarios. */
@Command(
        name = "list",
        description = "Lists the library: hosts, hypervisors, guests, techniques, workloads, suites, scenarios.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  hvsim list workloads"})
final class ListCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "KIND", description = "Only this kind, such as hosts.")
    private String kind;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws ScenarioException {
        Catalogue catalogue = new Catalogue();
        PrintWriter out = spec.commandLine().getOut();
        List<String> kinds = kind == null ? catalogue.kinds() : List.of(catalogue.kind(kind));
        for (String each : kinds) {
            if (kind == null) {
                out.println(each);
            }
            print(catalogue.titles(each), kind == null ? "  " : "", out);
        }
        out.flush();
        return ExitCode.DONE;
    }

    private static void print(Map<String, String> titles, String indent, PrintWriter out) {
        int width = titles.keySet().stream().mapToInt(String::length).max().orElse(0);
        titles.forEach((name, title) ->
                out.println((indent + name + " ".repeat(width - name.length() + 2) + title).stripTrailing()));
    }
}
