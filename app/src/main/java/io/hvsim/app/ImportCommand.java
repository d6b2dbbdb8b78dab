// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.output.Sha256;
import io.hvsim.output.export.Csv;
import io.hvsim.scenario.importer.ImportException;
import io.hvsim.scenario.importer.ImportSettings;
import io.hvsim.scenario.importer.Imported;
import io.hvsim.scenario.importer.MeasuredSuite;
import io.hvsim.scenario.importer.TraceImport;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.LoadTable;
import io.hvsim.scenario.trace.SkippedRows;
import io.hvsim.scenario.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hvsim import}: reads load traces of other tools and archives into a load series for scenarios. */
@Command(
        name = "import",
        description = {
            "Reads load traces of other tools and archives into a load series that scenarios replay:",
            "arrivals (swf), or the CPU that each VM used over each interval (all others)."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Averages over minutes hide the bursts that make the tail of latency; a scenario that replays demand",
            "therefore says how long its bursts are (load: {trace: {file: load.csv, burst: 20 ms}}).",
            "",
            "Examples:",
            "  hvsim import bitbrains fastStorage/2013-8 -o load.csv",
            "  hvsim import esxtop batch.csv -o load.csv --suite my-host.yaml && hvsim validate my-host.yaml",
            "  hvsim import azure vm_cpu_readings-file-1-of-195.csv.gz --vcpus 2 -o load.csv"
        })
final class ImportCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description =
                    "What wrote it: sadf, vmstat, esxtop, virt-top, xentop, bitbrains, planetlab, azure, swf, or csv for"
                            + " a table of your own.")
    private String kind;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "FILE",
            description = "The trace, plain or packed by gzip; of several, or a folder of them, each starts at 0.")
    private List<Path> files;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the series goes; standard output if absent.")
    private Path output;

    @Option(
            names = "--suite",
            paramLabel = "FILE",
            description =
                    "Also writes what was measured of the host as a suite that replays the series of -o, for hvsim"
                            + " validate FILE: how far the model is from it. Of esxtop, sadf, vmstat, virt-top, xentop and csv.")
    private Path suite;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            description =
                    "Time between samples, where the trace does not say it; what the tool takes by itself if absent.")
    private double interval;

    @Option(
            names = "--vcpus",
            paramLabel = "N",
            description = "vCPUs of each VM, where the trace gives a share of them only; ${DEFAULT-VALUE} if absent.",
            defaultValue = "1")
    private int vcpus;

    @Option(names = "--quiet", description = "Says warnings only.")
    private boolean quiet;

    @Spec
    private CommandSpec spec;

    private MeasuredSuite measured;
    private String seriesOfSuite;
    private int pcpus;

    @Override
    public Integer call() throws IOException {
        if (!(interval >= 0 && interval < 1e9)) {
            throw new WrongInputException("--interval takes a number of seconds above 0, not " + interval);
        }
        if (vcpus < 1 || vcpus > 1024) {
            throw new WrongInputException("--vcpus takes 1 to 1024, not " + vcpus);
        }
        Messages messages = new Messages(spec.commandLine().getErr(), quiet);
        SkippedRows skipped = new SkippedRows();
        try {
            prepareSuite();
            long rows = output == null ? print(skipped) : write(skipped);
            skipped.first().forEach(messages::warn);
            if (skipped.count() > 0) {
                messages.warn(skipped.count() + " rows left out, " + rows + " read"
                        + (skipped.count() > skipped.first().size() ? "; the first of them above" : ""));
            }
            messages.say(rows + " rows" + (output == null ? "" : " in " + output));
            writeSuite(messages);
            return ExitCode.DONE;
        } catch (ImportException wrong) {
            skipped.first().forEach(messages::warn);
            throw new WrongInputException(wrong.getMessage());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void prepareSuite() throws ImportException {
        if (suite == null) {
            return;
        }
        if (output == null) {
            throw new WrongInputException("--suite goes with -o: the suite replays the series");
        }
        if (files.size() != 1 || Files.isDirectory(files.get(0))) {
            throw new WrongInputException("--suite takes one trace, since those of several start at the same time");
        }
        seriesOfSuite = fromSuite();
        measured = new MeasuredSuite(kind);
    }

    /** The path of the series from the folder of the suite, as scenarios write it. */
    private String fromSuite() {
        Path folder = suite.toAbsolutePath().normalize().getParent();
        Path series = output.toAbsolutePath().normalize();
        if (folder == null || !series.startsWith(folder)) {
            throw new WrongInputException("--suite takes a file in the folder of " + output
                    + " or in one above it, so that both can be moved together");
        }
        List<String> names = new ArrayList<>();
        folder.relativize(series).forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }

    private void writeSuite(Messages messages) throws ImportException, IOException {
        if (suite == null) {
            return;
        }
        Path trace = files.get(0);
        String text = measured.text(trace.getFileName().toString(), sha256(trace), seriesOfSuite, pcpus);
        Files.createDirectories(suite.toAbsolutePath().getParent());
        Files.writeString(suite, text);
        messages.say("written: " + suite + ", with what is assumed in its comments; see hvsim validate " + suite);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Sha256.of(in);
        }
    }

    private long print(SkippedRows skipped) throws ImportException, IOException {
        return series(spec.commandLine().getOut(), skipped);
    }

    /** Writes aside and renames, so that a trace that cannot be read costs no former series. */
    private long write(SkippedRows skipped) throws ImportException, IOException {
        Path folder = output.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path asideFolder = Files.createTempDirectory(folder, ".importing-");
        Path aside = asideFolder.resolve("series.csv"); // a temporary file itself would be readable to its owner only
        try {
            long rows;
            try (Writer out = Files.newBufferedWriter(aside)) {
                rows = series(out, skipped);
            }
            Files.move(aside, output, StandardCopyOption.REPLACE_EXISTING);
            return rows;
        } finally {
            Files.deleteIfExists(aside);
            Files.delete(asideFolder);
        }
    }

    private long series(Writer out, SkippedRows skipped) throws ImportException, IOException {
        long rows = 0;
        try (Csv csv = new Csv(out)) {
            Series series = new Series(csv);
            for (Path file : traces()) {
                rows += rows(file, series, skipped);
            }
        }
        return rows;
    }

    private long rows(Path file, Series series, SkippedRows skipped) throws ImportException {
        try {
            ImportSettings settings = new ImportSettings(interval, vcpus);
            Imported imported = TraceImport.run(kind, Trace.of(file), settings, row -> take(row, series), skipped);
            pcpus = imported.pcpus();
            return imported.rows();
        } catch (IOException e) {
            throw new WrongInputException(file + " cannot be read: " + e.getMessage());
        }
    }

    private void take(LoadRow row, Series series) {
        series.add(row);
        if (measured != null) {
            measured.add(row);
        }
    }

    /** The files, with the visible ones of a folder in its place, by name. */
    private List<Path> traces() throws IOException {
        List<Path> traces = new ArrayList<>();
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw new WrongInputException("no such file or folder: " + file);
            }
            if (!Files.isDirectory(file)) {
                traces.add(file);
                continue;
            }
            try (Stream<Path> all = Files.list(file)) {
                all.filter(Files::isRegularFile)
                        .filter(each -> !each.getFileName().toString().startsWith("."))
                        .sorted()
                        .forEach(traces::add);
            }
        }
        if (traces.isEmpty()) {
            throw new WrongInputException("no files in " + files);
        }
        return traces;
    }

    /** Writes rows below the headings of the first. */
    private static final class Series {
        private final Csv csv;
        private List<String> columns = List.of();

        Series(Csv csv) {
            this.csv = csv;
        }

        void add(LoadRow row) {
            if (columns.isEmpty()) {
                columns = LoadTable.columns(row);
                csv.row(columns);
            } else if (columns != LoadTable.columns(row)) {
                throw new WrongInputException("a series holds demand or arrivals, not both: import them one by one");
            }
            csv.row(LoadTable.cells(row));
        }
    }
}
