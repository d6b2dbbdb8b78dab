// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Labels;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.Spread;
import io.hvsim.output.data.Estimate;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import io.hvsim.output.report.Provenance;
import io.hvsim.output.table.ResultTable;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.comparison.Comparison;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.spec.MetricNames;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.Suggestions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hvsim compare}: what differs between two scenarios, and whether chance explains it. */
@Command(
        name = "compare",
        description = "Runs two scenarios on the same random numbers and says what differs, by how much, and whether"
                + " chance explains it.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hvsim compare before.yaml after.yaml",
            "  hvsim compare web-latency web-latency --set-b vms.web.vcpus=2 --metric web.latency.p95"
        })
final class CompareCommand implements Callable<Integer> {
    private static final double SIGNIFICANT = 0.05;
    private static final Set<String> MAIN = Set.of(
            "throughput",
            "makespan",
            "latency.mean",
            "latency.p50",
            "latency.p95",
            "latency.p99",
            "cpu.overhead",
            "cpu.ready",
            "host.utilization");

    @Parameters(index = "0", paramLabel = "A", description = "A scenario file, or one that comes with hvsim.")
    private String first;

    @Parameters(index = "1", paramLabel = "B", description = "What to compare it with; may be the same scenario.")
    private String second;

    @Mixin
    private SettingOptions settings;

    @Option(
            names = "--set-a",
            paramLabel = "PATH=VALUE",
            description = "Like --set, for the first scenario only; may be repeated.")
    private List<String> settingsOfFirst = new ArrayList<>();

    @Option(
            names = "--set-b",
            paramLabel = "PATH=VALUE",
            description = "Like --set, for the second scenario only; may be repeated.")
    private List<String> settingsOfSecond = new ArrayList<>();

    @Option(
            names = "--metric",
            paramLabel = "[VM.]METRIC",
            description = "A metric to compare, such as web.latency.p95; may be repeated; the main ones if absent.")
    private List<String> metrics = new ArrayList<>();

    @Mixin
    private QuestionOptions question;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ScenarioException, InterruptedException {
        Messages messages = question.messages(spec.commandLine().getErr());
        Experiment experiment = question.experiment(messages);
        Scenario a = new ScenarioName(first).read(both(settings.all(), settingsOfFirst));
        Scenario b = new ScenarioName(second).read(both(settings.all(), settingsOfSecond));
        if (!a.axes().equals(b.axes())) {
            throw new WrongInputException("the two have different axes and so no points in common: " + axes(a) + " and "
                    + axes(b) + "; take some out with --set-a and --set-b");
        }
        checkMetrics(a, b);
        int replications = replications(a, b);
        a = a.with(List.of("run.replications=" + replications));
        b = b.with(List.of(
                "run.replications=" + replications,
                "run.seed=" + a.first().run().seed()));
        ExperimentResult resultA = new ScenarioRun(a).run(experiment);
        ExperimentResult resultB = new ScenarioRun(b).run(experiment);
        Comparison comparison = Comparison.of(resultA, resultB, chosen());
        if (comparison.rows().isEmpty()) {
            throw new WrongInputException("the two have none of these metrics in common at any point");
        }
        report(a, b, resultA, resultB, comparison, messages);
        return ExitCode.DONE;
    }

    /** Before anything is simulated: a name that is misspelt would be left out without a word. */
    private void checkMetrics(Scenario a, Scenario b) {
        Set<String> groups = new LinkedHashSet<>();
        Stream.of(a, b).forEach(scenario -> scenario.first().vms().forEach(vm -> groups.add(vm.group())));
        groups.add(Metric.HOST);
        String problems = metrics.stream()
                .filter(metric -> !isMetric(metric))
                .filter(metric -> !isOfGroup(metric, groups))
                .map(metric -> "unknown metric '" + metric + "': " + advice(metric, groups))
                .collect(Collectors.joining("\n"));
        if (!problems.isEmpty()) {
            throw new WrongInputException(problems);
        }
    }

    private static boolean isOfGroup(String metric, Set<String> groups) {
        int dot = metric.indexOf('.');
        return dot > 0 && groups.contains(metric.substring(0, dot)) && isMetric(metric.substring(dot + 1));
    }

    private static boolean isMetric(String name) {
        return MetricNames.dimension(name).isPresent();
    }

    private static String advice(String metric, Set<String> groups) {
        int dot = metric.indexOf('.');
        String group = dot < 0 ? "" : metric.substring(0, dot);
        if (groups.contains(group)) {
            return Suggestions.shortAdvice(metric.substring(dot + 1), MetricNames.names(), "metrics are");
        }
        if (dot > 0 && isMetric(metric.substring(dot + 1))) {
            return Suggestions.shortAdvice(group, groups, "VM groups are");
        }
        return Suggestions.shortAdvice(metric, MetricNames.names(), "metrics are");
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static String axes(Scenario scenario) {
        return scenario.axes().isEmpty() ? "no sweep" : String.join(", ", scenario.axes());
    }

    /** What the scenarios ask for, unless that is too few to tell a difference from chance. */
    private int replications(Scenario a, Scenario b) {
        int asked = Math.max(a.first().run().replications(), b.first().run().replications());
        return settings.hasReplications() ? asked : Math.max(asked, QuestionOptions.FEWEST_REPLICATIONS);
    }

    private Predicate<MetricSummary> chosen() {
        return metrics.isEmpty()
                ? metric -> MAIN.contains(metric.name())
                : metric -> metrics.contains(metric.name()) || metrics.contains(metric.vm() + "." + metric.name());
    }

    private void report(
            Scenario a,
            Scenario b,
            ExperimentResult resultA,
            ExperimentResult resultB,
            Comparison comparison,
            Messages messages)
            throws IOException {
        boolean sameName = a.name().equals(b.name());
        String nameA = sameName ? "A" : a.name();
        String nameB = sameName ? "B" : b.name();
        List<String> axes = new ArrayList<>(a.axes());
        axes.add("scenario");
        ExperimentResult joined = ExperimentResult.joined(
                List.of(resultA.labelled("scenario", nameA), resultB.labelled("scenario", nameB)), List.copyOf(axes));
        String name = a.name() + "-vs-" + b.name();
        ExperimentResult result = Slos.withCharts(
                joined.answering(
                        name, "What differs between " + nameA + " and " + nameB + "?", sentences(comparison, nameB)),
                a.first().slos());
        Provenance provenance = ScenarioName.provenance(
                spec,
                a.resolvedYaml(false),
                List.of(new ScenarioName(first), new ScenarioName(second)),
                loadFiles(a, b, messages));
        comparison
                .onlyInOne()
                .forEach(labels -> messages.warn("only one of the two has the point " + Labels.joined(labels)));
        question.answer(
                result,
                provenance,
                sheet(comparison, a.axes(), nameA, nameB),
                "comparison.csv",
                Map.of("scenario-b.yaml", b.resolvedYaml(false).getBytes(StandardCharsets.UTF_8)),
                spec.commandLine().getOut(),
                messages);
    }

    private static Map<String, byte[]> loadFiles(Scenario a, Scenario b, Messages messages) {
        Map<String, byte[]> files = new TreeMap<>(b.loadFiles());
        a.loadFiles().forEach((name, content) -> {
            byte[] other = files.put(name, content);
            if (other != null && !Arrays.equals(other, content)) {
                messages.warn("both scenarios have a file '" + name
                        + "', with different loads; the results keep the first only");
            }
        });
        return files;
    }

    private static List<String> sentences(Comparison comparison, String nameB) {
        List<Comparison.Row> rows = comparison.rows();
        long unsure =
                rows.stream().filter(row -> !row.isSignificant(SIGNIFICANT)).count();
        List<String> sentences = new ArrayList<>();
        sentences.add(Wording.count(rows.size() - unsure, "difference") + " of " + rows.size()
                + " can hardly be chance (Holm's correction, level 5 %, differences paired by replication).");
        rows.stream()
                .filter(row ->
                        row.isSignificant(SIGNIFICANT) && row.metric().matches("throughput|makespan|latency.p99"))
                .limit(MAIN.size())
                .map(row -> sentence(row, nameB))
                .forEach(sentences::add);
        return List.copyOf(sentences);
    }

    private static String sentence(Comparison.Row row, String nameB) {
        return Wording.capitalized(Wording.metric(row.metric())) + " of " + row.vm() + Labels.at(row.labels()) + " is "
                + relative(row).replaceFirst("^[+-]", "") + (row.difference().mean() > 0 ? " higher" : " lower")
                + " in " + nameB + ".";
    }

    private static Sheet<Comparison.Row> sheet(Comparison comparison, List<String> axes, String nameA, String nameB) {
        Sheet<Comparison.Row> sheet = new Sheet<>(comparison.rows());
        axes.forEach(axis ->
                sheet.words(axis, Wording.axis(axis), row -> row.labels().get(axis)));
        return sheet.words("vm", "VM", Comparison.Row::vm)
                .words("metric", "metric", Comparison.Row::metric)
                .words("unit", "", Comparison.Row::unit)
                .numbers("first", nameA, Comparison.Row::first, row -> Unit.show(row.unit(), row.first()))
                .numbers("second", nameB, Comparison.Row::second, row -> Unit.show(row.unit(), row.second()))
                .numbers("difference", "difference", row -> row.difference().mean(), CompareCommand::difference)
                .numbers("ci_low", row -> row.difference().low())
                .numbers("ci_high", row -> row.difference().high())
                .numbers("relative", "relative", Comparison.Row::relative, CompareCommand::relative)
                .numbers("pairs", row -> (double) row.difference().pairs())
                .numbers("p", row -> row.difference().pValue())
                .numbers("p_adjusted", "p", Comparison.Row::adjusted, row -> pValue(row.adjusted()))
                .words("significant", "significant", row -> row.isSignificant(SIGNIFICANT) ? "yes" : "no");
    }

    private static String difference(Comparison.Row row) {
        Estimate estimate = new Estimate(
                row.difference().mean(),
                row.difference().low(),
                row.difference().high());
        return ResultTable.cell(row.unit(), estimate, Spread.CHANCE).text();
    }

    private static String relative(Comparison.Row row) {
        return Double.isNaN(row.relative())
                ? ""
                : (row.relative() > 0 ? "+" : "") + Decimal.significant(100 * row.relative(), 3) + " %";
    }

    private static String pValue(double p) {
        if (Double.isNaN(p)) {
            return "";
        }
        return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "%.3f", p);
    }
}
