// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code hvsim}: reads its arguments, runs a command, ends with its exit code. */
@Command(
        name = "hvsim",
        description = "Simulates workloads on hypervisors: throughput, latency, and where the time goes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Example:", "  hvsim run scenarios/vmi-study.yaml"},
        subcommands = {
            RunCommand.class,
            MergeCommand.class,
            CheckCommand.class,
            CompareCommand.class,
            CapacityCommand.class,
            RecommendCommand.class,
            ValidateCommand.class,
            CalibrateCommand.class,
            ImportCommand.class,
            ReportCommand.class,
            ExplainCommand.class,
            ListCommand.class,
            ShowCommand.class,
            SchemaCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main implements Runnable {
    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Shows where in the program a failure came from.")
    private boolean debug;

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.exit(commandLine().execute(arguments));
    }

    /** All commands. */
    public static CommandLine commandLine() {
        return configured(new CommandLine(new Main()));
    }

    /**
     * The command {@code run} alone, with options and machines of another program.
     *
     * @param name what that program is called
     */
    public static CommandLine commandLine(String name, Machines machines) {
        CommandLine program = new CommandLine(new Main()).setCommandName(name);
        CommandSpec spec = program.getCommandSpec();
        List.copyOf(spec.subcommands().keySet()).forEach(spec::removeSubcommand);
        spec.usageMessage().footer();
        spec.addSubcommand("run", new CommandLine(new RunCommand(machines)).addMixin("machines", machines));
        return configured(program);
    }

    private static CommandLine configured(CommandLine program) {
        return program.setCaseInsensitiveEnumValuesAllowed(true).setExecutionExceptionHandler(new Failures());
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
