// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.Schemas;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hvsim schema}: the JSON Schema of scenario or suite files. */
@Command(
        name = "schema",
        description = "Prints the JSON Schema of scenario files, or of suites, for editors.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  hvsim schema > hvsim-scenario.schema.json"})
final class SchemaCommand implements Callable<Integer> {
    private enum Kind {
        SCENARIO,
        SUITE
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "KIND",
            description = "Of what: scenario or suite; scenario if absent.",
            defaultValue = "scenario")
    private Kind kind;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        out.println(kind == Kind.SUITE ? Schemas.suite() : Schemas.scenario());
        out.flush();
        return ExitCode.DONE;
    }
}
