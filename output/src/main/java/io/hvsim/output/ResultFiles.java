// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.chart.Chart;
import io.hvsim.output.chart.ChartFormat;
import io.hvsim.output.export.InfluencesCsv;
import io.hvsim.output.export.Json;
import io.hvsim.output.export.ReplicationsCsv;
import io.hvsim.output.export.ResultsJson;
import io.hvsim.output.export.SummaryCsv;
import io.hvsim.output.export.SummaryJson;
import io.hvsim.output.report.Provenance;
import io.hvsim.output.store.ResultStore;
import java.awt.Font;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of a run. Writing prepares every file aside and then renames them into place, the manifest last: a reader
 * never sees half a file, and when anything fails the former results stay. The same result gives the same bytes in
 * {@code summary.csv}, {@code replications.csv}, {@code summary.json} and the charts on any machine and JDK.
 */
public final class ResultFiles {
    private static final String CHARTS = "charts";
    private static final String RESULTS = "results.json";
    private static final String SCENARIO = "scenario.yaml";

    private final Path folder;

    public ResultFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Loads what takes long to load before the first file can be written, such as fonts: for a thread that does so while
     * others simulate.
     *
     * @param formats of the charts that will be drawn
     */
    public static void preload(Set<ChartFormat> formats) {
        Sha256.of(new byte[0]);
        try (Json json = new Json(OutputStream.nullOutputStream(), 1)) {
            json.document(document -> document.number("number", 1));
        }
        if (!formats.isEmpty()) {
            preloadFonts();
        }
    }

    private static void preloadFonts() {
        try {
            new Font(Font.DIALOG, Font.PLAIN, 1).canDisplay('a');
        } catch (LinkageError | InternalError | RuntimeException e) {
            // Java cannot use fonts here, which the first chart says.
        }
    }

    /** Writes all files of a run; see {@link #write(StoredRun, Set, Map)}. */
    public List<String> write(StoredRun run, Set<ChartFormat> formats) throws IOException {
        return write(run, formats, Map.of());
    }

    /**
     * Writes all files and removes charts of former runs that are not among them.
     *
     * @param more further files by name
     * @param formats of the charts; with none, no charts are drawn, neither in the report
     * @return which charts could not be drawn and which inputs not be kept, and why, in sentences; the other files are complete
     */
    public List<String> write(StoredRun run, Set<ChartFormat> formats, Map<String, byte[]> more) throws IOException {
        ExperimentResult result = run.result();
        Provenance provenance = run.provenance();
        List<String> keys = run.store().map(ResultStore::keys).orElse(List.of());
        List<String> problems = new ArrayList<>();
        Set<ChartFormat> ordered = formats.isEmpty() ? Set.of() : EnumSet.copyOf(formats);
        Background<Drawing.Drawn> drawing = Drawing.start(result, provenance, ordered);
        try (StagedFiles files = new StagedFiles(folder)) {
            files.write("summary.csv", out -> SummaryCsv.write(result, out));
            files.write("accounting.csv", out -> SummaryCsv.writeAccounts(result, out));
            files.write("replications.csv", out -> ReplicationsCsv.write(result, out));
            if (!result.influences().isEmpty()) {
                files.write("influences.csv", out -> InfluencesCsv.write(result, out));
            }
            files.write("summary.json", out -> SummaryJson.write(result, out));
            files.write(RESULTS, out -> ResultsJson.write(result, keys, out));
            files.write(SCENARIO, provenance.scenario().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, byte[]> file : provenance.files().entrySet()) {
                if (files.hashes().containsKey(file.getKey())) {
                    problems.add("the input '" + file.getKey() + "' has the name of a result and is not beside the"
                            + " scenario.yaml of the results");
                } else {
                    files.write(file.getKey(), file.getValue());
                }
            }
            for (Map.Entry<String, byte[]> file : more.entrySet()) {
                files.write(file.getKey(), file.getValue());
            }
            Drawing.Drawn drawn = drawing.await();
            problems.addAll(drawn.problems());
            for (Map.Entry<Chart, Map<ChartFormat, byte[]>> chart :
                    drawn.charts().entrySet()) {
                for (Map.Entry<ChartFormat, byte[]> file : chart.getValue().entrySet()) {
                    files.write(name(chart.getKey(), file.getKey()), file.getValue());
                }
            }
            files.write("report.html", drawn.report().getBytes(StandardCharsets.UTF_8));
            files.write(Manifest.FILE, out -> Manifest.write(provenance, result.seed(), files.hashes(), out));
            files.commit();
            removeStaleCharts(files.hashes().keySet());
        }
        return problems;
    }

    /**
     * Reads the run back.
     *
     * @throws NoSuchFileException when the folder holds no results
     * @throws IllegalArgumentException when what it holds cannot be read
     */
    public StoredRun read() throws IOException {
        ResultsJson.Stored stored;
        try (InputStream in = Files.newInputStream(folder.resolve(RESULTS))) {
            stored = ResultsJson.read(in);
        }
        String scenario = Files.readString(folder.resolve(SCENARIO));
        Provenance provenance = Manifest.read(Files.readAllBytes(folder.resolve(Manifest.FILE)), scenario, folder);
        if (stored.keys().isEmpty()) {
            return StoredRun.of(stored.result(), provenance);
        }
        ResultStore store = ResultStore.read(folder, stored.keys());
        return new StoredRun(stored.result(store::first), provenance, Optional.of(store));
    }

    private static String name(Chart chart, ChartFormat format) {
        return CHARTS + "/" + chart.name() + format.ending();
    }

    private void removeStaleCharts(Set<String> written) throws IOException {
        Path charts = folder.resolve(CHARTS);
        if (!Files.isDirectory(charts)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(charts)) {
            files = all.toList();
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            boolean ours = Arrays.stream(ChartFormat.values()).anyMatch(format -> name.endsWith(format.ending()));
            if (ours && !written.contains(CHARTS + "/" + name)) {
                Files.delete(file);
            }
        }
    }
}
