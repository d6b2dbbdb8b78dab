// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.spec.ScenarioKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
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
        footer = {"", "Example:", "  hvsim run scenarios/vmi-study.yaml"})
public final class Main implements Runnable {
    /** In the order in which help shows them. */
    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Shows where in the program a failure came from.")
    private boolean debug;

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        Preloading tables = new Preloading(Main::preload);
        CommandLine program = commandLine(arguments);
        program.setExecutionStrategy(parsed -> {
            tables.await();
            return new CommandLine.RunLast().execute(parsed);
        });
        System.exit(program.execute(arguments));
    }

    /** Most commands read a scenario, and the library with it. */
    private static void preload() {
        ScenarioKeys.SCENARIO.name();
        ShippedFiles.paths();
    }

    /** All commands. */
    public static CommandLine commandLine() {
        return commandLine(new String[0]);
    }

    /**
     * What {@code arguments} need: the command that the first of them names, or else all commands. To look through the
     * options of every command takes picocli longer than a small scenario takes to run.
     */
    static CommandLine commandLine(String... arguments) {
        CommandLine program = new CommandLine(new Main());
        Supplier<Object> named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        if (named == null) {
            COMMANDS.forEach((name, command) -> program.addSubcommand(name, command.get()));
            program.addSubcommand(new CommandLine.HelpCommand());
        } else {
            program.addSubcommand(arguments[0], named.get());
        }
        return configured(program);
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("run", RunCommand::new);
        commands.put("merge", MergeCommand::new);
        commands.put("check", CheckCommand::new);
        commands.put("compare", CompareCommand::new);
        commands.put("capacity", CapacityCommand::new);
        commands.put("recommend", RecommendCommand::new);
        commands.put("validate", ValidateCommand::new);
        commands.put("calibrate", CalibrateCommand::new);
        commands.put("import", ImportCommand::new);
        commands.put("report", ReportCommand::new);
        commands.put("explain", ExplainCommand::new);
        commands.put("list", ListCommand::new);
        commands.put("show", ShowCommand::new);
        commands.put("schema", SchemaCommand::new);
        return commands;
    }

    /**
     * The command {@code run} alone, with options and machines of another program.
     *
     * @param name what that program is called
     */
    public static CommandLine commandLine(String name, Machines machines) {
        CommandLine program = new CommandLine(new Main()).setCommandName(name);
        CommandSpec spec = program.getCommandSpec();
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
