// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.output.export.SummaryCsv;
import io.hvsim.output.export.SummaryJson;
import io.hvsim.output.table.ConsoleTable;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** How the answer is printed. */
final class AnswerOptions {
    private static final int WIDTH_WITHOUT_TERMINAL = 120;

    enum Format {
        TABLE,
        JSON,
        CSV
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "What goes to standard output: table, json or csv.",
            defaultValue = "table")
    private Format format;

    @Option(names = "--debug", description = "Shows where in the program a failure came from.")
    private boolean debug;

    void print(ExperimentResult result, PrintWriter out) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        switch (format) {
            case TABLE -> bytes.writeBytes(ConsoleTable.of(result).text(width()).getBytes(StandardCharsets.UTF_8));
            case JSON -> SummaryJson.write(result, bytes);
            case CSV -> SummaryCsv.write(result, bytes);
        }
        out.print(bytes.toString(StandardCharsets.UTF_8));
        out.flush();
    }

    private static int width() {
        String columns = System.getenv("COLUMNS");
        return columns != null && columns.matches("[1-9][0-9]{1,3}")
                ? Integer.parseInt(columns)
                : WIDTH_WITHOUT_TERMINAL;
    }
}
