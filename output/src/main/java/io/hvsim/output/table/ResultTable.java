// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.table;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.Spread;
import io.hvsim.output.data.Estimate;
import io.hvsim.output.data.Points;
import io.hvsim.output.data.Wording;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Unit;
import java.util.ArrayList;
import java.util.List;

/**
 * One row per point and VM group, one column per sweep axis and metric. Unless it is asked for others, these are the main
 * metrics, without those that have no value anywhere, and without shares of CPU time that are zero everywhere.
 *
 * @param columns the headings
 * @param rows the cells, as many in each row as there are columns
 */
public record ResultTable(List<Column> columns, List<List<Cell>> rows) {
    private static final List<String> METRICS = List.of(
            "throughput",
            "makespan",
            "latency.mean",
            "latency.p50",
            "latency.p99",
            "cpu.overhead",
            "cpu.ready",
            "cpu.costop",
            "cpu.capped");

    /** Intervals below this share of their value are those of a value that does not vary. */
    private static final double NEGLIGIBLE = 1e-9;

    /** Shares of time below this are what is left of rounding to nanoseconds. */
    private static final double ROUNDING = 1e-9;

    /**
     * @param heading in words
     * @param metric the metric's name; empty for a column of labels
     */
    public record Column(String heading, String metric) {
        public boolean isLabel() {
            return metric.isEmpty();
        }
    }

    /**
     * @param value a label, or a number without its unit; empty when unknown
     * @param spread the interval as it follows the number: half of it after a ±, or both ends of a band; empty when unknown
     * @param unit as it follows the number; empty for labels and plain numbers
     */
    public record Cell(String value, String spread, String unit) {
        /** As one reads it: {@code 48.2 ± 1.3 ms}. */
        public String text() {
            return value + interval() + unit;
        }

        /** What follows the value: its interval, and a blank where the unit would read as part of it. */
        public String interval() {
            return spread.isEmpty() ? "" : " " + spread + (unit.startsWith("/") ? " " : "");
        }

        /** The same without the interval. */
        public Cell bare() {
            return new Cell(value, "", unit);
        }
    }

    /** The table of {@code result}. */
    public static ResultTable of(ExperimentResult result) {
        Points points = new Points(result);
        return of(
                points,
                METRICS.stream().filter(metric -> isWorthwhile(points, metric)).toList());
    }

    /** The table of {@code result} with a column for each of {@code metrics}, empty where no point has a value. */
    public static ResultTable of(ExperimentResult result, List<String> metrics) {
        return of(new Points(result), metrics);
    }

    private static ResultTable of(Points points, List<String> metrics) {
        List<String> vms = points.vms();
        List<Column> columns = new ArrayList<>();
        points.axes().forEach(axis -> columns.add(new Column(Wording.axis(axis), "")));
        if (vms.size() > 1) {
            columns.add(new Column("VM", ""));
        }
        metrics.forEach(metric -> columns.add(new Column(heading(metric), metric)));
        List<List<Cell>> rows = new ArrayList<>();
        for (PointResult point : points.all()) {
            for (String vm : vms) {
                rows.add(row(points, point, vm, vms.size() > 1, metrics));
            }
        }
        return new ResultTable(List.copyOf(columns), List.copyOf(rows));
    }

    private static List<Cell> row(Points points, PointResult point, String vm, boolean named, List<String> metrics) {
        List<Cell> row = new ArrayList<>();
        points.axes().forEach(axis -> row.add(new Cell(point.axes().getOrDefault(axis, ""), "", "")));
        if (named) {
            row.add(new Cell(vm, "", ""));
        }
        metrics.forEach(metric -> row.add(cell(
                points.unit(vm, metric),
                Points.estimate(point, vm, metric),
                points.result().spread())));
        return row;
    }

    /** An estimate with three significant digits, or as many more as its interval needs to show. */
    public static Cell cell(String baseUnit, Estimate estimate, Spread spread) {
        if (!estimate.isPresent()) {
            return new Cell("", "", "");
        }
        Unit unit = Unit.forValue(baseUnit, Math.abs(estimate.mean()));
        String symbol = unit.after("");
        if (baseUnit.equals("share") && Math.abs(estimate.mean()) < ROUNDING) {
            return new Cell("0", "", symbol);
        }
        Estimate shown = estimate.dividedBy(unit.size());
        int decimals = Decimal.decimalsFor(shown.mean(), 3);
        if (!(shown.halfWidth() > Math.abs(shown.mean()) * NEGLIGIBLE)) {
            return new Cell(Decimal.fixed(shown.mean(), decimals), "", symbol);
        }
        int finer = Math.min(Decimal.decimalsFor(shown.halfWidth(), 1), decimals + 1);
        int both = Math.max(decimals, finer);
        String interval = spread == Spread.CHANCE
                ? "± " + Decimal.fixed(shown.halfWidth(), both)
                : "(" + Decimal.fixed(shown.low(), both) + " to " + Decimal.fixed(shown.high(), both) + ")";
        return new Cell(Decimal.fixed(shown.mean(), both), interval, symbol);
    }

    private static String heading(String metric) {
        return switch (metric) {
            case "cpu.overhead" -> "overhead";
            case "cpu.ready" -> "ready";
            case "cpu.costop" -> "co-stop";
            case "cpu.capped" -> "capped";
            default -> Wording.metric(metric);
        };
    }

    private static boolean isWorthwhile(Points points, String metric) {
        boolean zeroIsNothing = metric.startsWith("cpu.");
        return points.all().stream()
                .flatMap(point -> points.vms().stream().map(vm -> Points.estimate(point, vm, metric)))
                .anyMatch(estimate -> estimate.isPresent() && !(zeroIsNothing && Math.abs(estimate.mean()) < ROUNDING));
    }
}
