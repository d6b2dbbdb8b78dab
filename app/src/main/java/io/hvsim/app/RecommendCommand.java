// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Labels;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.Spread;
import io.hvsim.output.data.Estimate;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import io.hvsim.output.table.ResultTable;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.recommendation.Contest;
import io.hvsim.scenario.recommendation.Objective;
import io.hvsim.scenario.recommendation.Recommendation;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hvsim recommend}: which technique suits each VM. */
@Command(
        name = "recommend",
        description = "Runs every VM group with each technique that host, hypervisor and guest allow, and ranks them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  hvsim recommend scenarios/vmi-study.yaml --set workload=mmu-stress --set figures=central"
        })
final class RecommendCommand implements Callable<Integer> {
    private static final double SIGNIFICANT = 0.05;

    @Mixin
    private ScenarioArgument scenario;

    @Option(
            names = "--objective",
            paramLabel = "METRIC",
            description =
                    "What to rank by: throughput, makespan, cpu.overhead or a latency such as latency.p95; if absent,"
                            + " latency.p99 for open loads, throughput for closed ones, makespan for batches.")
    private String objective;

    @Option(
            names = "--indifferent",
            paramLabel = "PERCENT",
            description = "A loss below this share of the best value does not count, however certain it is;"
                    + " ${DEFAULT-VALUE} %% if absent.",
            defaultValue = "1")
    private double indifferent;

    @Mixin
    private QuestionOptions question;

    @Spec
    private CommandSpec spec;

    /** @param rank 1 for the best */
    private record Row(Contest contest, int rank, Contest.Entrant entrant) {}

    @Override
    public Integer call() throws IOException, ScenarioException, InterruptedException {
        Messages messages = question.messages(spec.commandLine().getErr());
        Experiment experiment = question.experiment(messages);
        Optional<Objective> asked = objective();
        Scenario read = QuestionOptions.replicated(scenario.read(), scenario.hasReplications());
        Set<String> givingWay = Recommendation.axesThatChoose(read);
        if (!givingWay.isEmpty()) {
            messages.say("left out of the sweep, as they set what is to be chosen: " + String.join(", ", givingWay));
        }
        Recommendation recommendation = recommendation(read, asked, experiment);
        ExperimentResult result = Slos.withCharts(
                recommendation
                        .result()
                        .answering(
                                read.name() + "-recommend",
                                "Which technique suits each VM best?",
                                sentences(recommendation)),
                read.first().slos());
        question.answer(
                result,
                scenario.provenance(read, spec),
                sheet(recommendation, read.without(givingWay).axes()),
                "recommendation.csv",
                Map.of(),
                spec.commandLine().getOut(),
                messages);
        return ExitCode.DONE;
    }

    private Optional<Objective> objective() {
        if (objective == null) {
            return Optional.empty();
        }
        Optional<Objective> known = Objective.of(objective);
        if (known.isEmpty()) {
            throw new WrongInputException(
                    "--objective is throughput, makespan, cpu.overhead, latency.mean, latency.p50,"
                            + " latency.p90, latency.p95, latency.p99, latency.p999 or latency.max, not " + objective);
        }
        return known;
    }

    private static Recommendation recommendation(Scenario read, Optional<Objective> asked, Experiment experiment)
            throws ScenarioException, InterruptedException {
        try {
            return Recommendation.of(read, asked, experiment);
        } catch (IllegalArgumentException none) {
            throw new WrongInputException(none.getMessage());
        }
    }

    private List<String> sentences(Recommendation recommendation) {
        List<String> sentences = new ArrayList<>();
        for (Contest contest : recommendation.contests()) {
            sentences.add(sentence(contest));
        }
        recommendation.contests().stream()
                .flatMap(contest -> contest.refused().stream()
                        .map(refusal -> contest.group() + " cannot have " + refusal.technique() + ": "
                                + refusal.reason() + "."))
                .distinct()
                .forEach(sentences::add);
        return List.copyOf(sentences);
    }

    private String sentence(Contest contest) {
        Contest.Entrant best = contest.ranking().get(0);
        List<Contest.Entrant> others =
                contest.ranking().subList(1, contest.ranking().size());
        StringBuilder text = new StringBuilder(contest.group() + Labels.at(contest.labels()) + ": " + best.technique());
        if (others.isEmpty()) {
            return text.append(" is the only technique there is.").toString();
        }
        List<Contest.Entrant> unsure =
                others.stream().filter(other -> !other.isBehind(SIGNIFICANT)).toList();
        List<Contest.Entrant> close = others.stream()
                .filter(other -> other.isBehind(SIGNIFICANT) && !matters(other))
                .toList();
        List<Contest.Entrant> worse = others.stream()
                .filter(other -> other.isBehind(SIGNIFICANT) && matters(other))
                .toList();
        text.append(" has the ")
                .append(contest.objective().more() ? "highest " : "lowest ")
                .append(Wording.metric(contest.objective().metric()))
                .append(", ")
                .append(Unit.show(best.value().unit(), best.value().mean()));
        if (!unsure.isEmpty()) {
            text.append("; that it beats ")
                    .append(names(unsure, Contest.Entrant::technique))
                    .append(" may be chance");
        }
        if (!close.isEmpty()) {
            text.append("; ahead by less than ")
                    .append(Decimal.brief(indifferent, 3))
                    .append(" % of ")
                    .append(names(close, Contest.Entrant::technique));
        }
        if (!worse.isEmpty()) {
            text.append("; worse: ").append(names(worse, other -> other.technique() + " by " + percent(other.loss())));
        }
        contest.negotiated()
                .filter(technique ->
                        worse.stream().anyMatch(other -> other.technique().equals(technique)))
                .ifPresent(technique ->
                        text.append("; technique: auto would take ").append(technique));
        return text.append('.').toString();
    }

    /** Whether the loss is large enough for anybody to care. */
    private boolean matters(Contest.Entrant entrant) {
        return !(100 * entrant.loss() < indifferent);
    }

    private static String names(List<Contest.Entrant> entrants, Function<Contest.Entrant, String> name) {
        return entrants.stream().map(name).collect(Collectors.joining(", "));
    }

    private static String percent(double share) {
        return Decimal.significant(100 * share, 2) + " %";
    }

    private static Sheet<Row> sheet(Recommendation recommendation, List<String> axes) {
        List<Row> rows = new ArrayList<>();
        for (Contest contest : recommendation.contests()) {
            for (int i = 0; i < contest.ranking().size(); i++) {
                rows.add(new Row(contest, i + 1, contest.ranking().get(i)));
            }
        }
        Sheet<Row> sheet = new Sheet<>(rows);
        axes.forEach(axis -> sheet.words(
                axis, Wording.axis(axis), row -> row.contest().labels().get(axis)));
        return sheet.words("vm", "VM", row -> row.contest().group())
                .numbers("rank", "rank", row -> (double) row.rank(), row -> Integer.toString(row.rank()))
                .words("technique", "technique", row -> row.entrant().technique())
                .words("metric", "ranked by", row -> row.contest().objective().metric())
                .numbers("mean", "value", row -> row.entrant().value().mean(), RecommendCommand::shown)
                .words("unit", "", row -> row.entrant().value().unit())
                .numbers("ci_low", row -> row.entrant().value().ciLow())
                .numbers("ci_high", row -> row.entrant().value().ciHigh())
                .numbers(
                        "loss",
                        "worse by",
                        row -> row.entrant().loss(),
                        row -> row.rank() == 1 ? "" : percent(row.entrant().loss()))
                .numbers("p_adjusted", row -> row.entrant().adjusted())
                .words(
                        "significant",
                        "significant",
                        row -> row.rank() == 1 ? "" : row.entrant().isBehind(SIGNIFICANT) ? "yes" : "no")
                .words("reasons", "overhead for", RecommendCommand::reasons);
    }

    private static String shown(Row row) {
        MetricSummary value = row.entrant().value();
        return ResultTable.cell(value.unit(), Estimate.of(value), Spread.CHANCE).text();
    }

    private static String reasons(Row row) {
        return row.entrant().reasons().stream()
                .map(reason -> String.format(
                        Locale.ROOT,
                        "%s %s",
                        reason.name().substring(reason.name().indexOf('.') + 1),
                        percent(reason.mean())))
                .collect(Collectors.joining(", "));
    }
}
