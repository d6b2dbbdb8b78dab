// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.SkippedRows;
import io.hvsim.scenario.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What importing a trace gives. */
record Imports(List<LoadRow> rows, SkippedRows skipped) {
    static final ImportSettings PLAIN = new ImportSettings(0, 1);

    static Imports of(String kind, String name, String text) throws ImportException {
        return of(kind, new Trace(name, () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))), PLAIN);
    }

    static Imports of(String kind, Trace trace, ImportSettings settings) throws ImportException {
        List<LoadRow> rows = new ArrayList<>();
        SkippedRows skipped = new SkippedRows();
        try {
            TraceImport.run(kind, trace, settings, rows::add, skipped);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Imports(rows, skipped);
    }

    LoadRow.Demand demand(int index) {
        return (LoadRow.Demand) rows.get(index);
    }

    /** CPUs demanded, added up over all rows. */
    double sum() {
        return rows.stream().mapToDouble(row -> ((LoadRow.Demand) row).demand()).sum();
    }
}
