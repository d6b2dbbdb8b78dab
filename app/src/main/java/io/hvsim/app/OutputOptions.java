// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.ResultFiles;
import io.hvsim.output.StoredRun;
import io.hvsim.output.chart.ChartFormat;
import io.hvsim.output.export.SummaryCsv;
import io.hvsim.output.export.SummaryJson;
import io.hvsim.output.table.ConsoleTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a command prints and draws of a result. */
final class OutputOptions {
    private static final int WIDTH_WITHOUT_TERMINAL = 120;

    @Mixin
    private AnswerOptions answer;

    @Option(names = "--no-charts", description = "Draws no charts.")
    private boolean noCharts;

    @Option(
            names = "--charts",
            paramLabel = "FORMAT",
            split = ",",
            description = "Formats that charts are drawn in: svg, png, pdf or csv, with commas between; all if absent.")
    private Set<ChartFormat> charts = EnumSet.allOf(ChartFormat.class);

    boolean isQuiet() {
        return answer.isQuiet();
    }

    /** Formats that charts are drawn in; none without charts. */
    Set<ChartFormat> chartFormats() {
        return noCharts ? EnumSet.noneOf(ChartFormat.class) : charts;
    }

    /**
     * Writes the files of a run and prints its answer; charts that cannot be drawn are said to {@code messages}.
     *
     * @param columns metrics that a printed table shows; empty for the main ones
     */
    void write(StoredRun run, List<String> columns, Path folder, PrintWriter out, Messages messages)
            throws IOException {
        new ResultFiles(folder).write(run, chartFormats()).forEach(messages::warn);
        print(run.result(), columns, out);
    }

    /**
     * Writes the files of a run that answers a question, with the answer as one more, and prints the answer.
     *
     * @param file the answer's name, ending in {@code .csv}
     * @param more further files by name
     */
    void write(
            StoredRun run,
            Sheet<?> sheet,
            String file,
            Map<String, byte[]> more,
            Path folder,
            PrintWriter out,
            Messages messages)
            throws IOException {
        Map<String, byte[]> files = new TreeMap<>(more);
        files.put(file, sheet.csv());
        new ResultFiles(folder).write(run, chartFormats(), files).forEach(messages::warn);
        List<String> findings = run.result().findings();
        out.print(
                switch (answer.format()) {
                    case TABLE -> String.join("\n", findings) + "\n\n" + sheet.table();
                    case JSON -> sheet.json(findings);
                    case CSV -> new String(sheet.csv(), StandardCharsets.UTF_8);
                });
        out.flush();
    }

    private void print(ExperimentResult result, List<String> columns, PrintWriter out) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (answer.format()) {
            case TABLE -> bytes.writeBytes(table(result, columns).text(width()).getBytes(StandardCharsets.UTF_8));
            case JSON -> SummaryJson.write(result, bytes);
            case CSV -> SummaryCsv.write(result, bytes);
        }
        out.print(bytes.toString(StandardCharsets.UTF_8));
        out.flush();
    }

    private static ConsoleTable table(ExperimentResult result, List<String> columns) {
        return columns.isEmpty() ? ConsoleTable.of(result) : ConsoleTable.of(result, columns);
    }

    private static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{1,3}")
                ? Integer.parseInt(columns)
                : WIDTH_WITHOUT_TERMINAL;
    }
}
