// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Influence;
import io.hvsim.output.number.Decimal;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** One row per point, metric and uncertain figure that moves it: the sweep's axes, then which figure and how strongly. */
public final class InfluencesCsv {
    private static final List<String> COLUMNS =
            List.of("vm", "metric", "figure", "rank_correlation", "first_order", "low", "high");

    private InfluencesCsv() {}

    /** Writes the table in UTF-8 and leaves {@code out} open. */
    public static void write(ExperimentResult result, OutputStream out) {
        try (Csv csv = new Csv(out)) {
            csv.header(result.axes(), COLUMNS);
            result.influences().forEach(each -> csv.row(row(result, each)));
        }
    }

    private static List<String> row(ExperimentResult result, Influence influence) {
        List<String> row = new ArrayList<>();
        result.axes().forEach(axis -> row.add(influence.axes().getOrDefault(axis, "")));
        row.add(influence.vm());
        row.add(influence.metric());
        row.add(influence.figure());
        row.add(Decimal.shortest(Decimal.rounded(influence.rankCorrelation(), 4)));
        row.add(Decimal.shortest(Decimal.rounded(influence.firstOrder(), 4)));
        row.add(Decimal.shortest(Decimal.rounded(influence.low(), 6)));
        row.add(Decimal.shortest(Decimal.rounded(influence.high(), 6)));
        return row;
    }
}
