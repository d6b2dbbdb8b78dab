// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.PointResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A comma-separated table in UTF-8 with line feeds, cells quoted where they must be. Closing flushes. */
public final class Csv implements AutoCloseable {
    private final CsvWriter writer;

    /** @param out written to and flushed, but never closed */
    public Csv(OutputStream out) {
        writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out, StandardCharsets.UTF_8);
    }

    /** @param out written to and flushed, but never closed */
    public Csv(Writer out) {
        writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    }

    public void row(List<String> cells) {
        writer.writeRecord(cells);
    }

    @Override
    public void close() {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void header(List<String> axes, List<String> columns) {
        List<String> cells = new ArrayList<>(axes);
        cells.addAll(columns);
        row(cells);
    }

    /** The labels of {@code point} in the order of the experiment's axes. */
    static List<String> labels(ExperimentResult result, PointResult point) {
        return result.axes().stream()
                .map(axis -> point.axes().getOrDefault(axis, ""))
                .toList();
    }
}
