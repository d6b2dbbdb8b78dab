// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.chart.AgreementChart;
import io.hvsim.output.chart.ChartFormat;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.suite.Role;
import io.hvsim.scenario.suite.Suite;
import io.hvsim.scenario.suite.Suites;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.validation.Baseline;
import io.hvsim.scenario.validation.Fit;
import io.hvsim.scenario.validation.PointOutcome;
import io.hvsim.scenario.validation.RoleClaims;
import io.hvsim.scenario.validation.SuiteOutcome;
import io.hvsim.scenario.validation.Validation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hvsim validate}: published or measured results against simulated ones. */
@Command(
        name = "validate",
        description = "Simulates what was published, or what you measured, and says how far off the model is.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Ends with 1 when a suite of hvsim's own is worse than recorded, or a suite of yours misses a tolerance",
            "that it states.",
            "",
            "Example:",
            "  hvsim validate my-suite.yaml"
        })
final class ValidateCommand implements Callable<Integer> {
    @Parameters(
            arity = "0..*",
            paramLabel = "SUITE|FILE",
            description =
                    "Suites that come with hvsim (see hvsim list suites), or files of your own; all of hvsim's own"
                            + " if absent.")
    private List<String> named = new ArrayList<>();

    @Option(
            names = "--uncertainty",
            paramLabel = "N",
            description =
                    "Runs everything with N samples of the figures that are only known as ranges, and shows bands;"
                            + " compares with no record.")
    private Integer samples;

    @Option(
            names = "--chart",
            paramLabel = "FILE",
            description =
                    "Also draws simulated against published results; the ending says how: .svg, .png, .pdf or .csv.")
    private Path chart;

    @Option(
            names = "--fit",
            description =
                    "Chooses figures anew by least squares over the fitted points of the one suite named, and prints"
                            + " them beside the library's.")
    private boolean fit;

    @Option(
            names = "--figure",
            paramLabel = "PATH",
            description = "A figure for --fit to choose, such as 'workloads/fork-wait: program.0.work.user'; may be"
                    + " repeated; all that say they were fitted if absent.")
    private Set<String> figures = new LinkedHashSet<>();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where --fit writes library files with what it chose, such as a library folder beside your"
                    + " scenarios.")
    private Path out;

    @Mixin
    private AnswerOptions answer;

    @Mixin
    private ThreadsOption threads;

    @Spec
    private CommandSpec spec;

    private final Set<Suite> shipped = new HashSet<>();

    @Override
    public Integer call() throws ScenarioException, InterruptedException, IOException {
        int workers = threads.count();
        List<Suite> suites = new ArrayList<>();
        for (String name : named.isEmpty() ? Suites.names() : named) {
            suites.add(suite(name));
        }
        Messages messages = new Messages(spec.commandLine().getErr(), answer.isQuiet());
        Optional<ChartFormat> format = chartFormat();
        if (fit && (samples != null || chart != null)) {
            throw new WrongInputException("--fit goes with neither --uncertainty nor --chart");
        }
        if (samples != null) {
            RunCommand.checkSamples(samples);
        }
        Experiment experiment = new Experiment(workers, messages.progress());
        if (fit) {
            return fit(suites, experiment, messages);
        }
        List<SuiteOutcome> outcomes =
                samples == null ? Validation.run(suites, experiment) : Validation.run(suites, experiment, samples);
        print(outcomes, spec.commandLine().getOut());
        if (format.isPresent()) {
            Files.write(chart, format.get().write(AgreementChart.of(dots(outcomes))));
            messages.say("chart in " + chart);
        }
        return samples == null ? judge(outcomes, messages) : ExitCode.DONE;
    }

    private Optional<ChartFormat> chartFormat() {
        if (chart == null) {
            return Optional.empty();
        }
        Optional<ChartFormat> format = Stream.of(ChartFormat.values())
                .filter(each -> chart.getFileName().toString().endsWith(each.ending()))
                .findFirst();
        if (format.isEmpty()) {
            throw new WrongInputException("--chart takes a file that ends in .svg, .png, .pdf or .csv, not " + chart);
        }
        return format;
    }

    private static List<AgreementChart.Dot> dots(List<SuiteOutcome> outcomes) {
        return outcomes.stream()
                .flatMap(suite -> suite.points().stream()
                        .filter(point -> point.point().published() > 0
                                && point.simulated().mean() > 0)
                        .map(point -> new AgreementChart.Dot(
                                suite.suite().name(),
                                point.point().label(),
                                point.point().published(),
                                point.simulated().mean(),
                                point.point().role() == Role.PREDICTED)))
                .toList();
    }

    private int fit(List<Suite> suites, Experiment experiment, Messages messages)
            throws InterruptedException, IOException {
        if (named.size() != 1) {
            throw new WrongInputException("--fit takes the name of one suite");
        }
        Suite suite = suites.get(0);
        FitAnswer fitted;
        try {
            fitted = new FitAnswer(suite, Fit.of(suite, figures, experiment));
        } catch (IllegalArgumentException nothing) {
            throw new WrongInputException(nothing.getMessage());
        }
        spec.commandLine().getOut().print(fitted.text());
        spec.commandLine().getOut().flush();
        if (out != null) {
            for (Path file : fitted.write(out)) {
                messages.say("written: " + file);
            }
        }
        return ExitCode.DONE;
    }

    private Suite suite(String name) throws ScenarioException {
        Path file = Path.of(name);
        if (Files.exists(file)) {
            return Suites.read(file);
        }
        if (Suites.text(name).isEmpty()) {
            throw new WrongInputException(
                    "there is no file '" + name + "', and no suite of that name comes with hvsim: "
                            + Suggestions.shortAdvice(name, Suites.names(), "there are"));
        }
        Suite suite = Suites.shipped(name);
        shipped.add(suite);
        return suite;
    }

    private void print(List<SuiteOutcome> outcomes, PrintWriter out) {
        out.print(
                switch (answer.format()) {
                    case TABLE -> ValidationTable.text(outcomes);
                    case JSON -> ValidationJson.text(outcomes);
                    case CSV -> ValidationCsv.text(outcomes);
                });
        out.flush();
    }

    private int judge(List<SuiteOutcome> outcomes, Messages messages) {
        List<String> missed = new ArrayList<>();
        Baseline baseline = Baseline.shipped();
        for (SuiteOutcome outcome : outcomes) {
            RoleClaims.objections(outcome.suite()).forEach(messages::warn);
            missed.addAll(unmeasured(outcome));
            missed.addAll(shipped.contains(outcome.suite()) ? baseline.worse(outcome) : beyondTolerance(outcome));
        }
        missed.forEach(messages::warn);
        return missed.isEmpty() ? ExitCode.DONE : ExitCode.MISSED;
    }

    private static List<String> unmeasured(SuiteOutcome outcome) {
        return outcome.points().stream()
                .filter(point -> Double.isNaN(point.errorPercent()))
                .map(point -> name(outcome, point) + ": the run measured no "
                        + point.point().metricRef())
                .toList();
    }

    private static List<String> beyondTolerance(SuiteOutcome outcome) {
        return outcome.points().stream()
                .filter(point -> outcome.suite().hasOwnTolerance(point.point()))
                .filter(point ->
                        Math.abs(point.errorPercent()) > 100 * outcome.suite().tolerance(point.point()))
                .map(point -> String.format(
                        Locale.ROOT,
                        "%s: the error is %+.1f %%, the tolerance %.3g %%",
                        name(outcome, point),
                        point.errorPercent(),
                        100 * outcome.suite().tolerance(point.point())))
                .toList();
    }

    private static String name(SuiteOutcome outcome, PointOutcome point) {
        return outcome.suite().name() + ": " + point.point().label();
    }
}
