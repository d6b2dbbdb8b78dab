// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.table;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Spread;
import io.hvsim.output.data.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A {@link ResultTable} for a terminal: aligned columns, fitted to a width. */
public final class ConsoleTable {
    private static final String GAP = "  ";
    /** What goes first where there is no room. */
    private static final List<String> LEAST_IMPORTANT =
            List.of("latency.mean", "cpu.capped", "cpu.costop", "cpu.ready");

    private static final List<String> LESS_IMPORTANT = List.of("latency.p50", "cpu.overhead");

    private final ResultTable table;
    private final List<String> asked;
    private final String legend;
    private final boolean isBand;

    private ConsoleTable(ResultTable table, List<String> asked, ExperimentResult result) {
        this.table = table;
        this.asked = asked;
        this.legend = legend(result);
        this.isBand = result.spread() == Spread.FIGURES;
    }

    public static ConsoleTable of(ExperimentResult result) {
        return new ConsoleTable(ResultTable.of(result), List.of(), result);
    }

    /** With a column for each of {@code metrics}; all of them stay, however narrow the terminal is. */
    public static ConsoleTable of(ExperimentResult result, List<String> metrics) {
        return new ConsoleTable(ResultTable.of(result, metrics), metrics, result);
    }

    private static String legend(ExperimentResult result) {
        return (result.spread() == Spread.CHANCE ? "±: " : "in brackets: ") + Wording.interval(result);
    }

    /**
     * The table, each line ending in a line feed. Where {@code width} is too small, minor metrics, then intervals, then
     * more metrics are left out, and a last line names them; labels, throughput, makespan and p99 always stay.
     *
     * @param width characters per line; 0 for as many as it takes
     */
    public String text(int width) {
        List<String> dropped = new ArrayList<>();
        boolean intervals = hasIntervals();
        boolean shown = intervals;
        drop(LEAST_IMPORTANT, dropped, true, width);
        if (isBand) {
            drop(LESS_IMPORTANT, dropped, true, width);
        }
        if (isTooWide(dropped, shown, width)) {
            shown = false;
        }
        drop(LESS_IMPORTANT, dropped, shown, width);
        StringBuilder text = new StringBuilder();
        lines(dropped, shown).forEach(line -> text.append(line).append('\n'));
        if (shown) {
            text.append(legend).append('\n');
        }
        if (!dropped.isEmpty() || shown != intervals) {
            text.append("left out to fit: ")
                    .append(leftOut(dropped, shown != intervals))
                    .append('\n');
        }
        return text.toString();
    }

    private void drop(List<String> metrics, List<String> dropped, boolean intervals, int width) {
        for (String metric : metrics) {
            if (!asked.contains(metric)
                    && isTooWide(dropped, intervals, width)
                    && table.columns().stream().anyMatch(is(metric))) {
                dropped.add(metric);
            }
        }
    }

    private static Predicate<ResultTable.Column> is(String metric) {
        return column -> column.metric().equals(metric);
    }

    private boolean isTooWide(List<String> dropped, boolean intervals, int width) {
        return width > 0 && lines(dropped, intervals).stream().anyMatch(line -> line.length() > width);
    }

    private String leftOut(List<String> dropped, boolean intervals) {
        List<String> words = table.columns().stream()
                .filter(column -> dropped.contains(column.metric()))
                .map(ResultTable.Column::heading)
                .collect(Collectors.toCollection(ArrayList::new));
        if (intervals) {
            words.add("intervals");
        }
        return String.join(", ", words) + " (all are in summary.csv)";
    }

    private List<String> lines(List<String> dropped, boolean intervals) {
        int[] columns = IntStream.range(0, table.columns().size())
                .filter(i -> !dropped.contains(table.columns().get(i).metric()))
                .toArray();
        List<List<String>> cells = new ArrayList<>();
        cells.add(table.columns().stream().map(ResultTable.Column::heading).toList());
        for (List<ResultTable.Cell> row : table.rows()) {
            cells.add(row.stream()
                    .map(cell -> intervals ? cell.text() : cell.bare().text())
                    .map(cell -> cell.isEmpty() ? "-" : cell)
                    .toList());
        }
        int[] widths = IntStream.range(0, table.columns().size())
                .map(i -> cells.stream()
                        .mapToInt(row -> row.get(i).length())
                        .max()
                        .orElse(0))
                .toArray();
        return cells.stream()
                .map(row -> IntStream.of(columns)
                        .mapToObj(i -> padded(
                                row.get(i), widths[i], table.columns().get(i).isLabel()))
                        .collect(Collectors.joining(GAP))
                        .stripTrailing())
                .toList();
    }

    private boolean hasIntervals() {
        return table.rows().stream()
                .flatMap(List::stream)
                .anyMatch(cell -> !cell.spread().isEmpty());
    }

    private static String padded(String text, int width, boolean left) {
        String blanks = " ".repeat(width - text.length());
        return left ? text + blanks : blanks + text;
    }
}
