// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.load;

import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.LoadTable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Rows as {@code hvsim import} writes them, read by what replays them. */
public final class Series {
    private static final double ROUNDING = 1e-6;

    private Series() {}

    /** The series as a file. */
    public static String text(List<LoadRow> rows) {
        return line(LoadTable.columns(rows.get(0)))
                + rows.stream().map(LoadTable::cells).map(Series::line).collect(Collectors.joining());
    }

    private static LoadFiles.Outcome read(List<LoadRow> rows) {
        return LoadFiles.of(Map.of("load.csv", text(rows).getBytes(StandardCharsets.UTF_8)))
                .find("load.csv");
    }

    private static String line(List<String> cells) {
        return cells.stream()
                        .map(cell -> cell.matches("(?s).*[,\"\r\n].*") ? '"' + cell.replace("\"", "\"\"") + '"' : cell)
                        .collect(Collectors.joining(","))
                + "\n";
    }

    /** Why a scenario cannot replay the rows; empty when it can. */
    public static String problem(List<LoadRow> rows) {
        return read(rows).problem();
    }

    /** What a scenario replays otherwise than it was imported; empty for nothing. */
    public static String difference(List<LoadRow> rows) {
        LoadFile file = read(rows).file().orElseThrow();
        return rows.stream().collect(Collectors.groupingBy(LoadRow::vm)).entrySet().stream()
                .map(vm -> difference(vm.getValue(), file.rows(vm.getKey())))
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String difference(List<LoadRow> rows, LoadFile.Rows replayed) {
        if (replayed.count() != rows.size()) {
            return replayed.count() + " rows of " + rows;
        }
        for (int i = 0; i < rows.size(); i++) {
            LoadRow row = rows.get(i);
            double amount = row instanceof LoadRow.Demand d ? d.demand() : ((LoadRow.Arrivals) row).arrivals();
            if (isOther(replayed.time(i), row.time())
                    || isOther(replayed.duration(i), row.duration())
                    || isOther(replayed.amount(i), amount)) {
                return "row " + i + " of " + rows;
            }
        }
        return "";
    }

    private static boolean isOther(double replayed, double imported) {
        return !(Math.abs(replayed - imported) <= ROUNDING + Math.ulp(imported));
    }
}
