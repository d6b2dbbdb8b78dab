// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.Sha256;
import io.hvsim.output.report.Provenance;
import io.hvsim.output.store.ResultStore;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Shard;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hvsim merge}: makes a run of its shards, as if one process had run it. */
@Command(
        name = "merge",
        description = "Merges the shards of a run: table, results, charts and report, as if one process had run it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  hvsim run scenarios/web-latency.yaml --shard 1/2 --out /tmp/web-1",
            "  hvsim run scenarios/web-latency.yaml --shard 2/2 --out /tmp/web-2",
            "  hvsim merge /tmp/web-1 /tmp/web-2 --out /tmp/web"
        })
final class MergeCommand implements Callable<Integer> {
    @Parameters(arity = "1..*", paramLabel = "DIR", description = "The folders of all shards.")
    private List<Path> folders;

    @Mixin
    private OutputOptions output;

    @Mixin
    private ColumnsOption columns;

    @Mixin
    private FolderOption target;

    @Mixin
    private ThreadsOption threads;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ScenarioException, InterruptedException {
        List<ResultStore> shards = new ArrayList<>();
        try {
            for (Path folder : folders) {
                shards.add(open(folder));
            }
            check(shards);
            return merge(shards);
        } finally {
            for (ResultStore shard : shards) {
                shard.close();
            }
        }
    }

    private ResultStore open(Path folder) throws IOException {
        if (target.is(folder)) {
            throw new WrongInputException(folder + " is a shard; give another folder with --out");
        }
        try {
            return ResultStore.read(folder);
        } catch (NoSuchFileException missing) {
            throw new WrongInputException(folder + " is no folder of a shard: it has no " + ResultStore.FILE);
        }
    }

    private void check(List<ResultStore> shards) {
        KeptRun first = new KeptRun(shards.get(0));
        if (!first.version().equals(Version.number())) {
            throw new WrongInputException(folders.get(0) + " was written by hvsim '" + first.version()
                    + "' and can only be merged by it; this is " + Version.number());
        }
        BitSet there = new BitSet();
        for (int i = 0; i < shards.size(); i++) {
            KeptRun run = new KeptRun(shards.get(i));
            if (!run.isOfSameRun(first)) {
                throw new WrongInputException(
                        folders.get(i) + " and " + folders.get(0) + " are not shards of the same run");
            }
            if (!run.isFinished()) {
                throw new WrongInputException("shard " + run.shard().number() + "/"
                        + run.shard().count() + " in " + folders.get(i) + " is not finished; run it again, it goes on");
            }
            there.set(run.shard().number());
        }
        int missing = there.nextClearBit(1);
        if (missing <= first.shard().count()) {
            throw new WrongInputException(
                    "shard " + missing + "/" + first.shard().count() + " is missing; give the folders of all shards");
        }
    }

    private int merge(List<ResultStore> shards) throws IOException, ScenarioException, InterruptedException {
        KeptRun first = new KeptRun(shards.get(0));
        Scenario scenario = Scenario.parse(first.scenario(), "scenario.yaml", first.loadFiles());
        Messages messages = new Messages(spec.commandLine().getErr(), output.isQuiet());
        Path folder = target.orElse(scenario.name());
        Provenance provenance = new Provenance(
                first.version(),
                "hvsim " + String.join(" ", spec.commandLine().getParseResult().originalArgs()),
                first.scenario(),
                inputs(first),
                Provenance.thisHost(),
                first.loadFiles());
        try (ResultStore store = first.openMerged(folder)) {
            shards.forEach(store::addAll);
            Experiment experiment =
                    new Experiment(threads.count(), messages.progress(), new StoredReplications(store), Shard.WHOLE);
            ExperimentResult result = new ScenarioRun(scenario).run(experiment, first.samples());
            int code = new RunAnswer(
                            scenario,
                            output,
                            columns.metrics(),
                            spec.commandLine().getOut(),
                            messages)
                    .give(result, provenance, Optional.of(store), folder);
            new KeptRun(store).finish();
            return code;
        }
    }

    private static Map<String, String> inputs(KeptRun run) {
        Map<String, String> inputs = new HashMap<>(run.inputs());
        run.loadFiles().forEach((name, content) -> inputs.put(name, Sha256.of(content)));
        return inputs;
    }
}
