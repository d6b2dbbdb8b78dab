// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.StoredRun;
import io.hvsim.output.report.Provenance;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hvsim run}: simulates a scenario, prints the table, writes results, charts and report. */
@Command(
        name = "run",
        description = "Simulates a scenario, prints the table, writes results, charts and report.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  hvsim run scenarios/web-latency.yaml --replications 3 --out /tmp/web"})
final class RunCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 10_000;

    @Mixin
    private ScenarioArgument scenario;

    @Mixin
    private OutputOptions output;

    @Mixin
    private FolderOption target;

    @Option(
            names = "--uncertainty",
            paramLabel = "N",
            description = "Runs every point with N samples of the figures that are only known as ranges, in place of"
                    + " replications, and shows the results as bands.")
    private Integer samples;

    @Mixin
    private ThreadsOption threads;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ScenarioException, InterruptedException {
        int workers = threads.count();
        if (samples != null) {
            checkSamples(samples);
        }
        Scenario read = scenario.read();
        Messages messages = new Messages(spec.commandLine().getErr(), output.isQuiet());
        read.warnings().forEach(messages::warn);
        Provenance provenance = scenario.provenance(read, spec);
        ExperimentResult result = simulate(read, new Experiment(workers, messages.progress()), messages);
        Path folder = target.orElse(read.name());
        output.write(
                new StoredRun(result, provenance), folder, spec.commandLine().getOut(), messages);
        result.warnings().forEach(messages::warn);
        messages.say("results in " + folder.resolve("report.html"));
        return judge(result, read, messages);
    }

    /** @throws WrongInputException if so many samples of uncertain figures make no sense */
    static void checkSamples(int samples) {
        if (samples < 2 || samples > MOST_SAMPLES) {
            throw new WrongInputException("--uncertainty takes 2 to " + MOST_SAMPLES + " samples, not " + samples);
        }
    }

    private ExperimentResult simulate(Scenario read, Experiment experiment, Messages messages)
            throws InterruptedException {
        Thread stopped = new Thread(() -> messages.say("stopped; nothing was written, former results are untouched"));
        Runtime.getRuntime().addShutdownHook(stopped);
        try {
            ScenarioRun run = new ScenarioRun(read);
            ExperimentResult result = samples == null ? run.run(experiment) : run.run(experiment, samples);
            return result.charts().isEmpty()
                    ? Slos.withCharts(result, read.first().slos())
                    : result;
        } finally {
            removeHook(stopped);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook is what is running now.
        }
    }

    private static int judge(ExperimentResult result, Scenario read, Messages messages) {
        List<String> missed = result.points().stream()
                .filter(point -> !point.precisionReached())
                .map(PointResult::precision)
                .toList();
        missed.forEach(messages::warn);
        boolean sloMissed = Slos.missedEverywhere(result, read.first().slos(), messages);
        return missed.isEmpty() && !sloMissed ? ExitCode.DONE : ExitCode.MISSED;
    }
}
