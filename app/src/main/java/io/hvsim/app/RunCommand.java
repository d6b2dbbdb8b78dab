// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.Background;
import io.hvsim.output.ResultFiles;
import io.hvsim.output.report.Provenance;
import io.hvsim.output.store.ResultStore;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Shard;
import io.hvsim.scenario.experiment.Site;
import io.hvsim.scenario.spec.RunSpec;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
        addMethodSubcommands = false,
        footer = {"", "Example:", "  hvsim run scenarios/web-latency.yaml --replications 3 --out /tmp/web"})
final class RunCommand implements Callable<Integer> {
    private static final int MOST_SAMPLES = 10_000;

    private final Machines machines;

    @Mixin
    private ScenarioArgument scenario;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ColumnsOption columns;

    @Mixin
    private FolderOption target;

    @Option(
            names = "--uncertainty",
            paramLabel = "N",
            description = "Runs every point with N samples of the figures that are only known as ranges, in place of"
                    + " replications, and shows the results as bands.")
    private Integer samples;

    @Mixin
    private TraceOptions trace;

    @Mixin
    private StoreOptions keeping;

    @Mixin
    private ThreadsOption threads;

    @Spec
    private CommandSpec spec;

    private Background<Void> files;

    RunCommand() {
        this(new ThisMachine());
    }

    RunCommand(Machines machines) {
        this.machines = machines;
    }

    @Override
    public Integer call() throws IOException, ScenarioException, InterruptedException {
        threads.check();
        files = Background.preload(() -> ResultFiles.preload(output.chartFormats()));
        Shard shard = keeping.shard();
        if (samples != null) {
            checkSamples(samples);
        }
        Scenario read = scenario.read();
        trace.check(read, samples == null && !keeping.isPart());
        Messages messages = new Messages(spec.commandLine().getErr(), output.isQuiet());
        read.warnings().forEach(messages::warn);
        Path folder = folder(read, shard);
        boolean keeps = keeping.isOn(replications(read), folder);
        try (machines) {
            Site site = machines.open(read, samples());
            return keeps ? kept(read, site, folder, shard, messages) : inMemory(read, site, folder, messages);
        }
    }

    /** @throws WrongInputException if so many samples of uncertain figures make no sense */
    static void checkSamples(int samples) {
        if (samples < 2 || samples > MOST_SAMPLES) {
            throw new WrongInputException("--uncertainty takes 2 to " + MOST_SAMPLES + " samples, not " + samples);
        }
    }

    private Path folder(Scenario read, Shard shard) {
        String part = keeping.isPart() ? "/shard-" + shard.number() + "-of-" + shard.count() : "";
        return target.orElse(read.name() + part);
    }

    private OptionalInt samples() {
        return samples == null ? OptionalInt.empty() : OptionalInt.of(samples);
    }

    /** How many replications the run may take. */
    private long replications(Scenario read) {
        return read.points().stream()
                .map(ScenarioPoint::spec)
                .mapToLong(each -> replications(each.run()))
                .sum();
    }

    private long replications(RunSpec run) {
        return samples().orElse(run.precision().map(RunSpec.Precision::atMost).orElse(run.replications()));
    }

    private int inMemory(Scenario read, Site site, Path folder, Messages messages)
            throws IOException, InterruptedException {
        Provenance provenance = scenario.provenance(read, spec);
        Experiment experiment = new Experiment(threads.orElse(machines.atOnce()), messages.progress()).at(site);
        ExperimentResult result = whileSaying(
                messages,
                () -> "stopped; nothing was written, former results are untouched",
                () -> new ScenarioRun(read).run(experiment, samples()));
        return give(read, result, provenance, Optional.empty(), folder, messages);
    }

    private int kept(Scenario read, Site site, Path folder, Shard shard, Messages messages)
            throws IOException, InterruptedException {
        Provenance provenance = scenario.provenance(read, spec);
        try (ResultStore store = KeptRun.open(folder, read, scenario.text(), scenario.digest(), samples(), shard)) {
            if (store.size() > 0) {
                messages.say(store.size() + " replications are there from a former run, in "
                        + folder.resolve(ResultStore.FILE));
            }
            Experiment experiment = new Experiment(
                            threads.orElse(machines.atOnce()),
                            messages.progress(),
                            new StoredReplications(store),
                            shard)
                    .at(site);
            Supplier<String> stopped = () -> "stopped; " + store.size() + " finished replications are kept in "
                    + folder.resolve(ResultStore.FILE) + ", and the same command goes on from there";
            ScenarioRun run = new ScenarioRun(read);
            if (keeping.isPart()) {
                whileSaying(messages, stopped, () -> experiment.run(run.plans(samples())));
                new KeptRun(store).finish();
                messages.say("shard " + shard.number() + "/" + shard.count() + " is done, in "
                        + folder.resolve(ResultStore.FILE) + "; when all are: hvsim merge DIR...");
                return ExitCode.DONE;
            }
            ExperimentResult result = whileSaying(messages, stopped, () -> run.run(experiment, samples()));
            int code = give(read, result, provenance, Optional.of(store), folder, messages);
            new KeptRun(store).finish();
            return code;
        }
    }

    private int give(
            Scenario read,
            ExperimentResult result,
            Provenance provenance,
            Optional<ResultStore> store,
            Path folder,
            Messages messages)
            throws IOException, InterruptedException {
        files.await();
        Optional<TraceOptions.Traced> traced = trace.trace(read, result, messages);
        int code = new RunAnswer(
                        read, output, columns.metrics(), spec.commandLine().getOut(), messages)
                .give(result, provenance, store, folder);
        if (traced.isPresent()) {
            traced.get().write(output.chartFormats(), messages);
        }
        return code;
    }

    private interface Simulation<T> {
        T run() throws InterruptedException;
    }

    /** Runs a simulation; if the process is stopped meanwhile, says what becomes of it. */
    private static <T> T whileSaying(Messages messages, Supplier<String> stopped, Simulation<T> simulation)
            throws InterruptedException {
        Thread hook = new Thread(() -> messages.say(stopped.get()));
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            return simulation.run();
        } finally {
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            // The hook is what is running now.
        }
    }
}
