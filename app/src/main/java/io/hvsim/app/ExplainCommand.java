// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Spread;
import io.hvsim.output.StoredRun;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.explanation.Explanation;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hvsim explain}: why a stored run came out as it did. */
@Command(
        name = "explain",
        description =
                "Says of a stored run what the bottleneck is, what the p99 latency is made of and which exits cost most,"
                        + " and runs changes of the scenario to find what would help.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  hvsim explain output/runs/consolidation --point vms.web.count=12"})
final class ExplainCommand implements Callable<Integer> {
    private static final int FEWEST_PAIRS = 2;

    @Mixin
    private RunArgument run;

    @Mixin
    private SubjectOptions subject;

    @Option(
            names = "--what-ifs",
            paramLabel = "N",
            description =
                    "At most so many changes are run, those first that may save most; ${DEFAULT-VALUE} if absent, 0 for"
                            + " none.",
            defaultValue = "12")
    private int most;

    @Option(
            names = "--replications",
            paramLabel = "N",
            description = "Replications of each change; ${DEFAULT-VALUE} if absent.",
            defaultValue = "" + QuestionOptions.FEWEST_REPLICATIONS)
    private int replications;

    @Mixin
    private QuestionOptions question;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ScenarioException, InterruptedException {
        Messages messages = question.messages(spec.commandLine().getErr());
        Experiment experiment = question.experiment(messages);
        check();
        try (StoredRun stored = run.read()) {
            explain(stored, experiment, messages);
        }
        return ExitCode.DONE;
    }

    private void check() {
        if (most < 0) {
            throw new WrongInputException("--what-ifs is " + most + ", it must be at least 0");
        }
        if (replications < FEWEST_PAIRS) {
            throw new WrongInputException("--replications is " + replications + ", it must be at least " + FEWEST_PAIRS
                    + " to tell a difference from chance");
        }
    }

    private void explain(StoredRun stored, Experiment experiment, Messages messages)
            throws IOException, ScenarioException, InterruptedException {
        ScenarioName input =
                new ScenarioName(run.folder().resolve("scenario.yaml").toString());
        Scenario scenario = input.read(List.of());
        Explanation.Plan plan = Explanation.plan(scenario, subject.of(scenario, stored.result()), replications, most);
        String name = plan.scenario().name();
        Path folder = question.folder(name);
        if (folder.toAbsolutePath()
                .normalize()
                .equals(run.folder().toAbsolutePath().normalize())) {
            throw new WrongInputException("--out is the folder of the run, which would be lost");
        }
        Optional<ExperimentResult> changes = Explanation.run(plan, experiment);
        Explanation explanation = Explanation.of(plan, changes);
        ExperimentResult shown = changes.orElseGet(
                () -> stored.result().withPoints(List.of(plan.subject().result())));
        ExplanationWords words = new ExplanationWords(explanation, stored.result(), folder.resolve("scenario.yaml"));
        ExperimentResult result = Slos.withCharts(
                shown.answering(name, "Why is it as it is, and what would change it?", words.sentences())
                        .withWarnings(warnings(stored.result())),
                scenario.first().slos());
        question.answer(
                result,
                ScenarioName.provenance(
                        spec,
                        plan.scenario().resolvedYaml(false),
                        List.of(input),
                        plan.scenario().loadFiles()),
                words.sheet(),
                "explanation.csv",
                Map.of(),
                spec.commandLine().getOut(),
                messages);
    }

    /** What limits the run; of points that are saturated the answer speaks itself. */
    private static List<String> warnings(ExperimentResult run) {
        List<String> own = ScenarioRun.besidesSaturation(run.warnings());
        return run.spread() == Spread.CHANCE
                ? own
                : Stream.concat(
                                own.stream(),
                                Stream.of(
                                        "the run has samples of uncertain figures; the changes have their own values"))
                        .toList();
    }
}
