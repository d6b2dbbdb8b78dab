// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.number.Decimal;
import io.hvsim.scenario.calibration.Calibration;
import io.hvsim.scenario.calibration.Calibrator;
import io.hvsim.scenario.calibration.LogContent.Remark;
import io.hvsim.scenario.calibration.LogKind;
import io.hvsim.scenario.calibration.MeasurementLog;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.text.ScenarioException;
import io.hvsim.scenario.text.Suggestions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hvsim calibrate}: a log of measurements becomes a library file. */
@Command(
        name = "calibrate",
        description =
                "Turns a log of measurements into a library file that extends known definitions and replaces what was"
                        + " measured.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "What each kind gives:",
            "  vmexit, micro-bench  a host (exit and entry) and a hypervisor (handlers, way to user space)",
            "  perf-kvm-stat        a hypervisor (handlers); idle time is left out",
            "  lmbench              a guest (native cycles of its actions); with --native a hypervisor (kappa)",
            "  perf-stat --native   a hypervisor (kappa, dilation) from cycles:Gu,cycles:Gk and cycles:u,cycles:k",
            "  perf-trace           a workload (number of system calls) and a guest (cost of an ordinary one)",
            "",
            "Scenarios find the file in a folder library beside them and its definitions by its name.",
            "",
            "Examples:",
            "  hvsim calibrate vmexit vmexit.log --cpu-ghz 2.1 -o library/my-host.yaml",
            "  hvsim calibrate perf-kvm-stat report.txt --hypervisor kvm-6.0 -o library/my-kvm.yaml",
            "  hvsim calibrate lmbench guest.txt --native host.txt -o library/my-kvm.yaml",
            "  hvsim calibrate vmexit vmexit.log --cpu-ghz 2.1 -o library/my-host.yaml --suite my-suite.yaml"
        })
final class CalibrateCommand implements Callable<Integer> {
    private static final int WARNINGS = 10;
    private static final double GIGA = 1e9;
    private static final String ENDING = ".yaml";
    private static final List<String> COLUMNS = List.of("figure", "library", "measured", "unit", "from");

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description =
                    "The tool that wrote it: perf-kvm-stat, vmexit, micro-bench, lmbench, perf-trace or perf-stat.")
    private String kind;

    @Parameters(index = "1", paramLabel = "FILE", description = "The log.")
    private Path file;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            required = true,
            description = "The library file to write, such as library/my-host.yaml; its name names the definitions.")
    private Path out;

    @Option(
            names = "--cpu-ghz",
            paramLabel = "G",
            description = "Clock of the measured machine (of its TSC for vmexit); the log's or the host's if absent.")
    private Double gigahertz;

    @Option(
            names = "--host",
            paramLabel = "NAME",
            description = "The host to extend; xeon-8160 if absent, neoverse-n1 for arm64.")
    private String host;

    @Option(
            names = "--hypervisor",
            paramLabel = "NAME",
            description = "The hypervisor to extend; kvm-5.6 if absent, kvm-arm-5.17 for arm64.")
    private String hypervisor;

    @Option(
            names = "--technique",
            paramLabel = "NAME",
            description =
                    "What the measured guest ran under; the first that hypervisor and host prefer and the guest need"
                            + " not know of if absent.")
    private String technique;

    @Option(
            names = "--guest",
            paramLabel = "NAME",
            description = "The guest to extend; ${DEFAULT-VALUE} if absent.",
            defaultValue = "linux-5.4")
    private String guest;

    @Option(names = "--native", paramLabel = "FILE", description = "The same work on bare metal.")
    private Path onMetal;

    @Option(names = "--run", paramLabel = "N", description = "Which run of a log that holds several, from 1.")
    private Integer run;

    @Option(names = "--native-run", paramLabel = "N", description = "The same for --native.")
    private Integer metalRun;

    @Option(
            names = "--suite",
            paramLabel = "FILE",
            description = "Also writes the measurements as a suite, for hvsim validate FILE: how far the library's own"
                    + " figures are from them.")
    private Path suite;

    @Option(names = "--quiet", description = "Says nothing but the answer and what is wrong.")
    private boolean quiet;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws ScenarioException, IOException {
        LogKind logKind = LogKind.of(kind).orElseThrow(() -> new WrongInputException(unknownKind()));
        Messages messages = new Messages(spec.commandLine().getErr(), quiet);
        Calibrator calibrator = calibrator(logKind);
        MeasurementLog log = MeasurementLog.read(file);
        Calibration calibration = calibrator.of(log, Library.shipped());
        if (suite != null && calibration.suite().isEmpty()) {
            throw new WrongInputException("no workload of the library repeats what " + logKind.word()
                    + " measures here, so there is no suite");
        }
        write(out, calibration.library());
        spec.commandLine().getOut().print(table(calibration));
        spec.commandLine().getOut().flush();
        warn(calibration, messages);
        if (calibration.kinds().contains("hypervisors")) {
            messages.say("the measured guest is taken to run under " + calibration.extended()
                    + "; --technique, --hypervisor and --host say otherwise");
        }
        messages.say("written: " + out + ", with " + name() + " among " + String.join(" and ", calibration.kinds())
                + (isInLibrary() ? "" : "; scenarios find it in a folder library beside them"));
        if (suite != null) {
            write(suite, calibration.suite().orElseThrow());
            messages.say("written: " + suite + "; see hvsim validate " + suite);
        }
        return ExitCode.DONE;
    }

    private String unknownKind() {
        List<String> words = Stream.of(LogKind.values()).map(LogKind::word).toList();
        return "unknown kind '" + kind + "': " + Suggestions.shortAdvice(kind, words, "there are");
    }

    private Calibrator calibrator(LogKind logKind) throws ScenarioException {
        if (gigahertz != null && !(gigahertz >= 0.01 && gigahertz <= 20)) {
            throw new WrongInputException("--cpu-ghz takes a clock from 0.01 to 20 GHz, not " + gigahertz);
        }
        if (onMetal != null && logKind != LogKind.LMBENCH && logKind != LogKind.PERF_STAT) {
            throw new WrongInputException("--native goes with lmbench and perf-stat");
        }
        return new Calibrator(
                logKind,
                name(),
                Optional.ofNullable(host),
                Optional.ofNullable(hypervisor),
                Optional.ofNullable(technique),
                guest,
                gigahertz == null ? OptionalDouble.empty() : OptionalDouble.of(gigahertz * GIGA),
                Optional.ofNullable(run),
                onMetal == null ? Optional.empty() : Optional.of(MeasurementLog.read(onMetal)),
                Optional.ofNullable(metalRun));
    }

    /** Of the definitions: that of the file. */
    private String name() {
        String fileName = out.getFileName().toString();
        String name = fileName.endsWith(ENDING) ? fileName.substring(0, fileName.length() - ENDING.length()) : "";
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new WrongInputException(
                    "-o takes a file such as library/my-host.yaml: letters, digits and hyphens, and the ending .yaml");
        }
        if (Library.shipped().kinds().contains(folder())) {
            throw new WrongInputException(
                    "the file holds definitions of several kinds: write it into the library itself,"
                            + " such as library/" + name + ENDING + ", not into " + folder());
        }
        return name;
    }

    private boolean isInLibrary() {
        return folder().equals("library");
    }

    private String folder() {
        Path parent = out.toAbsolutePath().getParent();
        return parent == null || parent.getFileName() == null
                ? ""
                : parent.getFileName().toString();
    }

    private static void write(Path target, String text) throws IOException {
        Path whole = target.toAbsolutePath();
        Files.createDirectories(whole.getParent());
        Files.writeString(whole, text);
    }

    private static String table(Calibration calibration) {
        TextColumns table = new TextColumns(COLUMNS, Set.of("figure", "unit", "from"));
        for (Calibration.Change each : calibration.changes()) {
            table.add(List.of(
                    each.figure(),
                    Double.isNaN(each.before()) ? "" : Decimal.significant(each.before(), 4),
                    Decimal.significant(each.after(), 4),
                    each.unit(),
                    each.from()));
        }
        return table.text();
    }

    private void warn(Calibration calibration, Messages messages) {
        calibration.unread().stream().limit(WARNINGS).forEach(each -> messages.warn(at(each)));
        int unread = calibration.unread().size();
        if (unread > 0) {
            messages.warn((unread == 1 ? "1 row" : unread + " rows") + " could not be read");
        }
        calibration.remarks().forEach(each -> messages.warn("left out: " + at(each)));
        if (!calibration.assumedClock().isEmpty()) {
            messages.warn("clock of the measured machine: " + calibration.assumedClock() + "; give it with --cpu-ghz");
        }
        if (!calibration.unused().isEmpty()) {
            messages.say("no figure of the model stands for: " + String.join(", ", calibration.unused()));
        }
    }

    private String at(Remark remark) {
        return file + ":" + (remark.line() + 1) + ": " + remark.text();
    }
}
