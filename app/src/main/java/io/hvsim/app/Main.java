// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.Background;
import io.hvsim.scenario.library.ShippedFiles;
import io.hvsim.scenario.spec.ScenarioKeys;
import java.util.List;
import java.util.Set;
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
        addMethodSubcommands = false,
        versionProvider = Version.class,
        footer = {"", "Example:", "  hvsim run scenarios/vmi-study.yaml"})
public final class Main implements Runnable {
    /** In the order in which help shows them. */
    private static final List<String> COMMANDS = List.of(
            "run",
            "merge",
            "check",
            "compare",
            "capacity",
            "recommend",
            "validate",
            "calibrate",
            "import",
            "report",
            "explain",
            "list",
            "show",
            "schema");

    private static final Set<List<String>> VERSION = Set.of(List.of("--version"), List.of("-V"));

    /** Types that no option has, for which picocli would load half of their packages. */
    private static final String UNUSED_TYPES = "java[.](sql|time)[.].*";

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Shows where in the program a failure came from.")
    private boolean debug;

    public static void main(String[] arguments) {
        System.setProperty("java.awt.headless", "true");
        System.setProperty("picocli.converters.excludes", UNUSED_TYPES);
        System.exit(
                isNamed(arguments)
                        ? afterPreloading(arguments)
                        : commandLine(arguments).execute(arguments));
    }

    private static int afterPreloading(String... arguments) {
        Background<Void> tables = Background.preload(Main::preload);
        CommandLine program = commandLine(arguments);
        program.setExecutionStrategy(parsed -> {
            tables.await();
            return new CommandLine.RunLast().execute(parsed);
        });
        return program.execute(arguments);
    }

    private static boolean isNamed(String... arguments) {
        return arguments.length > 0 && COMMANDS.contains(arguments[0]);
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
     * What {@code arguments} need: the command that the first of them names, none to say the version, or else all commands.
     * To look through the options of every command takes picocli longer than a small scenario takes to run.
     */
    static CommandLine commandLine(String... arguments) {
        CommandLine program = new CommandLine(new Main());
        if (isNamed(arguments)) {
            program.addSubcommand(arguments[0], command(arguments[0]));
        } else if (!VERSION.contains(List.of(arguments))) {
            COMMANDS.forEach(name -> program.addSubcommand(name, command(name)));
            program.addSubcommand(new CommandLine.HelpCommand());
        }
        return configured(program);
    }

    private static Object command(String name) {
        return switch (name) {
            case "run" -> new RunCommand();
            case "merge" -> new MergeCommand();
            case "check" -> new CheckCommand();
            case "compare" -> new CompareCommand();
            case "capacity" -> new CapacityCommand();
            case "recommend" -> new RecommendCommand();
            case "validate" -> new ValidateCommand();
            case "calibrate" -> new CalibrateCommand();
            case "import" -> new ImportCommand();
            case "report" -> new ReportCommand();
            case "explain" -> new ExplainCommand();
            case "list" -> new ListCommand();
            case "show" -> new ShowCommand();
            case "schema" -> new SchemaCommand();
            default -> throw new IllegalArgumentException("no command " + name);
        };
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
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new UsageErrors())
                .setExecutionExceptionHandler(new Failures());
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
