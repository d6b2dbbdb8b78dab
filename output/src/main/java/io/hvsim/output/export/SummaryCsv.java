// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.MetricSummary;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.number.Decimal;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One row per point and metric: the sweep's axes, then {@code vm,metric,unit,mean,ci_low,ci_high,replications}. An
 * unknown number is an empty cell.
 */
public final class SummaryCsv {
    private static final List<String> COLUMNS =
            List.of("vm", "metric", "unit", "mean", "ci_low", "ci_high", "replications");

    private SummaryCsv() {}

    /** Writes all but the accounts in UTF-8 and leaves {@code out} open. */
    public static void write(ExperimentResult result, OutputStream out) {
        write(result, false, out);
    }

    /** Writes the accounts in the terms of other tools in UTF-8 and leaves {@code out} open. */
    public static void writeAccounts(ExperimentResult result, OutputStream out) {
        write(result, true, out);
    }

    private static void write(ExperimentResult result, boolean accounts, OutputStream out) {
        try (Csv csv = new Csv(out)) {
            csv.header(result.axes(), COLUMNS);
            for (PointResult point : result.points()) {
                List<String> labels = Csv.labels(result, point);
                point.metrics().stream()
                        .filter(metric -> Metric.isAccount(metric.name()) == accounts)
                        .forEach(metric -> csv.row(row(labels, metric)));
            }
        }
    }

    private static List<String> row(List<String> labels, MetricSummary metric) {
        List<String> row = new ArrayList<>(labels);
        row.add(metric.vm());
        row.add(metric.name());
        row.add(metric.unit());
        row.add(Decimal.shortest(metric.mean()));
        row.add(Decimal.shortest(metric.ciLow()));
        row.add(Decimal.shortest(metric.ciHigh()));
        row.add(Integer.toString(metric.replications()));
        return row;
    }
}
