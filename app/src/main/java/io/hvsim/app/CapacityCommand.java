// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Labels;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.Spread;
import io.hvsim.output.data.Estimate;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.table.ResultTable;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.capacity.Candidates;
import io.hvsim.scenario.capacity.CapacitySearch;
import io.hvsim.scenario.capacity.Threshold;
import io.hvsim.scenario.capacity.Trial;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.SloSpec;
import io.hvsim.scenario.text.ScenarioException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hvsim capacity}: the largest or smallest value of one path that meets the SLOs. */
@Command(
        name = "capacity",
        description = "Searches the largest (or smallest) value of one path of the scenario that meets its SLOs with"
                + " confidence, at every point of the rest of the sweep.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ends with 1 when no value meets the SLOs anywhere.",
            "",
            "Examples:",
            "  hvsim capacity scenarios/consolidation.yaml --vary vms.web.count=1..32",
            "  hvsim capacity scenarios/web-latency.yaml --vary vms.web.load.open.rate=100/s..9000/s"
                    + " --slo 'web.latency.p95 < 20 ms'",
            "  hvsim capacity scenarios/consolidation.yaml --set vms.web.count=8 --vary host.cores=1..16 --smallest"
        })
final class CapacityCommand implements Callable<Integer> {

    @Mixin
    private ScenarioArgument scenario;

    @Option(
            names = "--vary",
            paramLabel = "PATH[=VALUES]",
            description = "What to vary: PATH=A..B for all whole numbers or, with units, values 1 %% apart;"
                    + " PATH=VALUES as a sweep has them; PATH alone when it is an axis of the sweep. If absent, the only"
                    + " axis there is.")
    private String vary;

    @Option(
            names = "--slo",
            paramLabel = "BOUND",
            description = "Such as 'web.latency.p99 < 50 ms'; may be repeated; replaces the scenario's.")
    private List<String> bounds = new ArrayList<>();

    @Option(
            names = "--smallest",
            description = "Searches the smallest value, for what helps when there is more of it, such as cores.")
    private boolean smallest;

    @Option(
            names = "--at-most",
            paramLabel = "N",
            description = "Replications of a value that is close to the bound; ${DEFAULT-VALUE} if absent.",
            defaultValue = "40")
    private int mostReplications;

    @Mixin
    private QuestionOptions question;

    @Spec
    private CommandSpec spec;

    private record Row(CapacitySearch.Finding finding, Trial trial, SloSpec slo, MetricSummary metric) {}

    @Override
    public Integer call() throws IOException, ScenarioException, InterruptedException {
        Messages messages = question.messages(spec.commandLine().getErr());
        Experiment experiment = question.experiment(messages);
        Scenario read = scenario.read();
        String path = path(read);
        Scenario rest = QuestionOptions.replicated(judged(read.without(List.of(path))), scenario.hasReplications());
        List<String> values = values(read, rest, path);
        List<SloSpec> slos = rest.first().slos();
        CapacitySearch.Answer answer =
                new CapacitySearch(rest, path, values, !smallest, slos, mostReplications, experiment).run();
        ExperimentResult result = charted(
                withoutSaturation(answer.result())
                        .answering(
                                read.name() + "-capacity",
                                whatIsAsked(path, slos),
                                sentences(answer, path, values, rest.first())),
                path,
                slos);
        question.answer(
                result,
                scenario.provenance(rest.along(path, tried(answer, values)), spec),
                sheet(answer, rest.axes(), path, slos),
                "capacity.csv",
                Map.of(),
                spec.commandLine().getOut(),
                messages);
        boolean found = answer.findings().stream()
                .anyMatch(finding -> finding.threshold().meets().isPresent());
        return found ? ExitCode.DONE : ExitCode.MISSED;
    }

    /** The search tries values at which the system saturates; that it does is the answer, and no warning. */
    private static ExperimentResult withoutSaturation(ExperimentResult result) {
        return result.withWarnings(ScenarioRun.besidesSaturation(result.warnings()));
    }

    /** With what every SLO bounds against the varied value first, and the charts of any run after that. */
    private static ExperimentResult charted(ExperimentResult result, String path, List<SloSpec> slos) {
        List<ChartSpec> charts = new ArrayList<>();
        for (SloSpec slo : slos) {
            charts.add(new ChartSpec(
                    slos.size() == 1 ? "capacity" : "capacity-" + (charts.size() + 1),
                    ChartSpec.Kind.LINES,
                    slo.text(),
                    "",
                    path,
                    result.axes().size() > 1 ? result.axes().get(0) : "",
                    List.of(slo.metric()),
                    slo.vm(),
                    "",
                    slo.bound(),
                    "",
                    false,
                    slo.metric().startsWith("latency.")));
        }
        charts.addAll(Slos.withCharts(result, slos).charts());
        return result.withCharts(List.copyOf(charts));
    }

    private String path(Scenario read) {
        if (vary != null) {
            int equals = vary.indexOf('=');
            return equals < 0 ? vary : vary.substring(0, equals);
        }
        if (read.axes().size() != 1) {
            throw new WrongInputException("say what to vary, as in --vary vms.web.count=1..32");
        }
        return read.axes().get(0);
    }

    /** What to choose from; read at one point only, since most of it is never tried. */
    private List<String> values(Scenario read, Scenario rest, String path) throws ScenarioException {
        int equals = vary == null ? -1 : vary.indexOf('=');
        if (equals >= 0) {
            Scenario varied =
                    rest.only(rest.points().get(0)).along(path, Candidates.asRange(vary.substring(equals + 1)));
            if (!varied.warnings().isEmpty()) {
                throw new WrongInputException(varied.warnings().get(0));
            }
            return varied.labels(path);
        }
        if (!read.axes().contains(path)) {
            throw new WrongInputException("'" + path + "' is no axis of the sweep: give values, as in --vary " + path
                    + "=A..B" + (read.axes().isEmpty() ? "" : "; axes are " + String.join(", ", read.axes())));
        }
        return read.labels(path);
    }

    private static String tried(CapacitySearch.Answer answer, List<String> values) {
        Set<String> tried = answer.findings().stream()
                .flatMap(finding -> finding.threshold().trials().stream())
                .map(Trial::value)
                .collect(Collectors.toSet());
        return values.stream().filter(tried::contains).collect(Collectors.joining(", ", "[", "]"));
    }

    private Scenario judged(Scenario rest) throws ScenarioException {
        if (!bounds.isEmpty()) {
            String list = bounds.stream()
                    .map(bound -> "'" + bound.replace("'", "''") + "'")
                    .collect(Collectors.joining(", ", "[", "]"));
            return rest.with(List.of("slo=" + list));
        }
        if (rest.first().slos().isEmpty()) {
            throw new WrongInputException("the scenario has no SLO: give one, as in --slo 'web.latency.p99 < 50 ms'");
        }
        return rest;
    }

    private String whatIsAsked(String path, List<SloSpec> slos) {
        return "What is the " + extreme() + " " + path + " with " + bounds(slos) + "?";
    }

    private String extreme() {
        return smallest ? "smallest" : "largest";
    }

    private static String bounds(List<SloSpec> slos) {
        return slos.stream().map(SloSpec::text).collect(Collectors.joining(" and "));
    }

    private List<String> sentences(CapacitySearch.Answer answer, String path, List<String> values, ScenarioSpec asked) {
        List<String> sentences = new ArrayList<>();
        for (CapacitySearch.Finding finding : answer.findings()) {
            String where = finding.labels().isEmpty() ? "" : "At " + Labels.joined(finding.labels()) + ": ";
            sentences.add(where + Wording.capitalized(sentence(finding.threshold(), path, values, asked)) + ".");
            if (!finding.threshold().isOrdered()) {
                sentences.add(
                        where
                                + "A value beyond one that misses meets again: the search takes for granted that this does not happen, so look at all values.");
            }
        }
        return List.copyOf(sentences);
    }

    private String sentence(Threshold threshold, String path, List<String> values, ScenarioSpec asked) {
        String confidence = Decimal.brief(100 * asked.run().confidence(), 4) + " %";
        if (threshold.meets().isEmpty()) {
            return "no " + path + " from " + values.get(0) + " to " + values.get(values.size() - 1) + " meets "
                    + bounds(asked.slos()) + " with " + confidence + " confidence";
        }
        String value = threshold.meets().get().value();
        String rest = threshold.reachesEnd()
                ? ", the last that was allowed"
                : threshold
                        .misses()
                        .map(miss -> "; " + miss.value() + " misses it")
                        .orElse("; no value was found that misses it for certain");
        return extreme() + " " + path + " that meets " + bounds(asked.slos()) + " with " + confidence + " confidence: "
                + value + rest;
    }

    private static Sheet<Row> sheet(CapacitySearch.Answer answer, List<String> axes, String path, List<SloSpec> slos) {
        List<Row> rows = new ArrayList<>();
        for (CapacitySearch.Finding finding : answer.findings()) {
            for (Trial trial : finding.threshold().trials()) {
                for (SloSpec slo : slos) {
                    rows.add(new Row(
                            finding,
                            trial,
                            slo,
                            trial.result()
                                    .metric(slo.vm(), slo.metric())
                                    .orElseGet(() -> MetricSummary.unknown(slo.vm(), slo.metric()))));
                }
            }
        }
        Sheet<Row> sheet = new Sheet<>(rows);
        axes.forEach(axis -> sheet.words(
                axis, Wording.axis(axis), row -> row.finding().labels().get(axis)));
        return sheet.words(path, path, row -> row.trial().value())
                .words("slo", "SLO", row -> row.slo().text())
                .numbers("mean", "measured", row -> row.metric().mean(), CapacityCommand::shown)
                .words("unit", "", row -> row.metric().unit())
                .numbers("ci_low", row -> row.metric().ciLow())
                .numbers("ci_high", row -> row.metric().ciHigh())
                .numbers("bound", row -> row.slo().bound())
                .numbers(
                        "replications",
                        "replications",
                        row -> (double) row.metric().replications(),
                        row -> Integer.toString(row.metric().replications()))
                .words("verdict", "verdict", row -> row.trial().verdict().name().toLowerCase(Locale.ROOT));
    }

    private static String shown(Row row) {
        return ResultTable.cell(row.metric().unit(), Estimate.of(row.metric()), Spread.CHANCE)
                .text();
    }
}
