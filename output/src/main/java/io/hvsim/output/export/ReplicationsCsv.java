// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.export;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.output.number.Decimal;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * One row per point, metric and replication, accounts left out: the sweep's axes, then {@code vm,metric,unit,replication,value}. An unknown
 * number is an empty cell.
 */
public final class ReplicationsCsv {
    private static final List<String> COLUMNS = List.of("vm", "metric", "unit", "replication", "value");

    private ReplicationsCsv() {}

    /** Writes the table in UTF-8 and leaves {@code out} open. */
    public static void write(ExperimentResult result, OutputStream out) {
        try (Csv csv = new Csv(out)) {
            csv.header(result.axes(), COLUMNS);
            for (PointResult point : result.points()) {
                List<String> labels = Csv.labels(result, point);
                for (RunResult run : point.replications()) {
                    run.metrics().stream()
                            .filter(metric -> !Metric.isAccount(metric.name()))
                            .forEach(metric -> csv.row(row(labels, run, metric)));
                }
            }
        }
    }

    private static List<String> row(List<String> labels, RunResult run, Metric metric) {
        List<String> row = new ArrayList<>(labels);
        row.add(metric.vm());
        row.add(metric.name());
        row.add(metric.unit());
        row.add(Integer.toString(run.replication()));
        row.add(Decimal.shortest(metric.value()));
        return row;
    }
}
