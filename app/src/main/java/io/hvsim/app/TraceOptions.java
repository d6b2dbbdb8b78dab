// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.model.measure.TimelineRecorder;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Timeline;
import io.hvsim.output.TraceFiles;
import io.hvsim.output.chart.ChartFormat;
import io.hvsim.output.number.Unit;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.assembly.Assembler;
import io.hvsim.scenario.spec.RunSpec;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Quantity;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/**
 * Which timeline a run writes. It is that of the first replication, which is simulated once more up to the end of the window,
 * so that a run with a timeline is the same as one without.
 */
final class TraceOptions {
    private static final long DEFAULT_NS = 100_000_000;
    private static final BigDecimal LONGEST_NS = BigDecimal.valueOf(Long.MAX_VALUE / 2);

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "Writes what happened in a window of the first replication as JSON for Perfetto, and a picture"
                            + " of it beside FILE.")
    private Path file;

    @Option(
            names = "--trace-window",
            paramLabel = "A..B",
            description = "The window of --trace in simulated time since the start, warm-up included, such as"
                    + " 1.2s..1.25s; the first 100 ms after the warm-up if absent.")
    private String window;

    @Option(
            names = "--trace-point",
            paramLabel = "AXIS=LABEL",
            description = "Which point of a sweep --trace takes: the first one with this label; may be repeated.")
    private List<String> labels = new ArrayList<>();

    private record Window(long fromNs, long toNs) {}

    /**
     * @param replicates whether this process runs all replications of the scenario as it is
     * @throws WrongInputException if the options make no sense, as far as can be told before the run
     */
    void check(Scenario scenario, boolean replicates) {
        if (file == null) {
            if (window != null || !labels.isEmpty()) {
                throw new WrongInputException(
                        (window != null ? "--trace-window" : "--trace-point") + " needs --trace FILE");
            }
            return;
        }
        if (!replicates) {
            throw new WrongInputException("--trace goes with neither --uncertainty nor --shard");
        }
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        for (ChartFormat format : ChartFormat.values()) {
            if (name.toLowerCase(Locale.ROOT).endsWith(format.ending())) {
                throw new WrongInputException("--trace is '" + file + "', but it writes JSON; name it "
                        + name.substring(0, name.length() - format.ending().length())
                        + ".json, the picture is beside it");
            }
        }
        if (name.isEmpty() || Files.isDirectory(file)) {
            throw new WrongInputException("--trace is '" + file + "', it must be a file");
        }
        RunSpec run = scenario.points().get(point(scenario)).spec().run();
        if (window != null) {
            run.warmupNs().ifPresentOrElse(warmupNs -> window(run, warmupNs), () -> parsed(window));
        }
    }

    /**
     * The timeline that is asked for, ready to be written; empty if none is.
     *
     * @param result of the run
     * @throws WrongInputException if the window is outside the run
     */
    Optional<Traced> trace(Scenario scenario, ExperimentResult result, Messages messages) {
        if (file == null) {
            return Optional.empty();
        }
        int index = point(scenario);
        ScenarioPoint point = scenario.points().get(index);
        long warmupNs = result.points().get(index).warmupNs();
        Window asked = window(point.spec().run(), warmupNs);
        String where = scenario.points().size() == 1
                ? ""
                : " of point " + (index + 1) + " of " + scenario.points().size() + " (" + words(point) + ")";
        messages.say("tracing the first replication" + where + " from " + time(asked.fromNs) + " to " + time(asked.toNs)
                + (window == null ? "; --trace-window takes another part" : ""));
        TimelineRecorder recorder = new TimelineRecorder(asked.fromNs, asked.toNs, TimelineRecorder.MOST);
        Timeline timeline = HostSimulation.trace(Assembler.plan(point.spec(), 0, warmupNs), recorder);
        if (timeline.isCut()) {
            messages.warn("the timeline has as many records as are kept, " + TimelineRecorder.MOST + ", and ends at "
                    + time(timeline.toNs()) + "; trace a shorter window");
        } else if (timeline.toNs() < asked.toNs && window != null) {
            throw new WrongInputException(
                    "--trace-window is '" + window + "', but the replication ends at " + time(timeline.toNs()));
        }
        Map<String, String> about = new LinkedHashMap<>();
        about.put("program", "hvsim " + Version.number());
        about.put("scenario", scenario.name());
        about.putAll(point.labels());
        about.put("replication", "0");
        about.put("seed", Long.toString(point.spec().run().seed()));
        about.put("window", timeline.fromNs() + " ns to " + timeline.toNs() + " ns");
        String subtitle = "First replication" + (point.labels().isEmpty() ? "" : ", " + words(point));
        return Optional.of(new Traced(file, timeline, about, "Timeline of " + scenario.name(), subtitle));
    }

    /** A timeline and where it goes. */
    record Traced(Path file, Timeline timeline, Map<String, String> about, String title, String subtitle) {
        void write(Set<ChartFormat> formats, Messages messages) throws IOException {
            new TraceFiles(file)
                    .write(timeline, about, title, subtitle, formats)
                    .forEach(messages::warn);
            messages.say("timeline in " + file + ", to be opened at https://ui.perfetto.dev");
        }
    }

    /** The place of the point that is traced. */
    private int point(Scenario scenario) {
        List<Map<String, String>> all =
                scenario.points().stream().map(ScenarioPoint::labels).toList();
        return new PointLabels("--trace-point", labels).among(all).get(0);
    }

    private static String words(ScenarioPoint point) {
        return point.labels().entrySet().stream()
                .map(label -> label.getKey() + " = " + label.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String time(long ns) {
        return Unit.brief("s", ns / 1e9, 12);
    }

    private Window window(RunSpec run, long warmupNs) {
        long endNs = run.durationNs().isPresent() ? warmupNs + run.durationNs().getAsLong() : Long.MAX_VALUE;
        if (window == null) {
            return new Window(warmupNs, Math.min(endNs, warmupNs + DEFAULT_NS));
        }
        Window asked = parsed(window);
        if (asked.toNs > endNs) {
            throw new WrongInputException("--trace-window is '" + window + "', but a replication ends at " + time(endNs)
                    + ", " + time(warmupNs) + " of warm-up included");
        }
        return asked;
    }

    private static Window parsed(String text) {
        String[] ends = text.split("\\.\\.", -1);
        if (ends.length != 2) {
            throw new WrongInputException(
                    "--trace-window is '" + text + "', it must be A..B with two times, such as 1.2s..1.25s");
        }
        Window window = new Window(ns(text, ends[0]), ns(text, ends[1]));
        if (window.fromNs >= window.toNs) {
            throw new WrongInputException("--trace-window is '" + text + "', it must end after it begins");
        }
        return window;
    }

    private static long ns(String window, String text) {
        Quantity.Parsed parsed = Quantity.parse(text, Dimension.TIME);
        BigDecimal ns = parsed.quantity()
                .map(Quantity::base)
                .orElseThrow(() -> new WrongInputException("--trace-window is '" + window + "': " + parsed.message()
                        + (parsed.advice().isEmpty() ? "" : "; " + parsed.advice())));
        if (ns.signum() < 0 || ns.compareTo(LONGEST_NS) > 0) {
            throw new WrongInputException("--trace-window is '" + window + "': " + text + " is not within any run");
        }
        return ns.setScale(0, RoundingMode.HALF_UP).longValueExact();
    }
}
