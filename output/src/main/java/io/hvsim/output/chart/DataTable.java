// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.output.export.Csv;
import io.hvsim.output.number.Decimal;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** The data behind a chart, in the units of the results. */
public final class DataTable {
    /** Enough for any plot, and few enough to hide how a machine rounds. */
    private static final int DIGITS = 12;

    private final List<List<String>> rows = new ArrayList<>();

    DataTable(String... columns) {
        rows.add(List.of(columns));
    }

    /** Adds a row of texts and numbers; a number that is not finite leaves its cell empty. */
    void row(Object... cells) {
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(
                    cell instanceof Double number
                            ? Decimal.shortest(Decimal.rounded(number, DIGITS))
                            : cell.toString());
        }
        rows.add(List.copyOf(row));
    }

    /** The header and then the data. */
    public List<List<String>> rows() {
        return List.copyOf(rows);
    }

    /** The table as CSV in UTF-8. */
    public byte[] csv() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Csv csv = new Csv(out)) {
            rows.forEach(csv::row);
        }
        return out.toByteArray();
    }
}
