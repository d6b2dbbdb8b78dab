// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.calibration.LogContent.Remark;
import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.calibration.LogContent.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the tables that {@code make summary} of lmbench prints. A line of dashes above the rows says which columns of text
 * are which cell, so that empty cells are no problem; the n-th row of every table is of the n-th run.
 */
final class LmbenchSummaryReader implements LogReader {
    /** The title that the tables stand under. */
    static final Pattern HEAD = Pattern.compile("L M B E N C H");

    private static final Pattern DASHES = Pattern.compile("^\\s*-+(?: +-+){3,}\\s*$");
    private static final Pattern GROUP = Pattern.compile("-+");
    private static final String CLOCK = "Mhz";
    /** Columns behind host and operating system, by how the table's title starts; those without a name are not read. */
    private static final Map<String, List<String>> TABLES = Map.of(
            "Processor, Processes",
            List.of(
                    CLOCK,
                    "null call",
                    "null I/O",
                    "stat",
                    "open and close",
                    "select TCP",
                    "signal install",
                    "signal handle",
                    "fork",
                    "exec",
                    "sh"),
            "Context switching",
            List.of("context switch 2p/0K"),
            "File & VM system latencies",
            List.of("", "", "", "", "", "protection fault", "page fault"));

    private final List<Found> found = new ArrayList<>();
    private final List<Remark> unread = new ArrayList<>();

    /** A run under way. */
    private static final class Found {
        private final String label;
        private OptionalDouble clockHz = OptionalDouble.empty();
        private final List<Row> rows = new ArrayList<>();

        private Found(String label) {
            this.label = label;
        }
    }

    @Override
    public LogContent read(MeasurementLog log) {
        LmbenchSummaryReader reader = new LmbenchSummaryReader();
        List<String> columns = List.of();
        List<int[]> spans = List.of();
        int run = 0;
        for (int i = 0; i < log.lines().size(); i++) {
            String line = log.lines().get(i);
            List<String> started = TABLES.entrySet().stream()
                    .filter(table -> line.strip().startsWith(table.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(List.of());
            if (!started.isEmpty()) {
                columns = started;
                spans = List.of();
            } else if (!columns.isEmpty() && DASHES.matcher(line).matches()) {
                spans = spans(line);
                run = 0;
            } else if (line.isBlank()) {
                columns = spans.isEmpty() ? columns : List.of();
            } else if (!columns.isEmpty() && !spans.isEmpty()) {
                reader.add(i, line, spans, columns, run++);
            }
        }
        return new LogContent(
                reader.found.stream()
                        .filter(each -> !each.rows.isEmpty())
                        .map(each -> new Run(each.label, each.clockHz, List.copyOf(each.rows)))
                        .toList(),
                List.copyOf(reader.unread));
    }

    private static List<int[]> spans(String dashes) {
        List<int[]> spans = new ArrayList<>();
        Matcher groups = GROUP.matcher(dashes);
        while (groups.find()) {
            spans.add(new int[] {groups.start(), groups.end()});
        }
        return spans;
    }

    private void add(int number, String line, List<int[]> spans, List<String> columns, int run) {
        String label = cell(line, spans.get(0)) + " " + cell(line, spans.get(1));
        while (found.size() <= run) {
            found.add(new Found(label));
        }
        Found into = found.get(run);
        for (int i = 0; i < columns.size() && i + 2 < spans.size(); i++) {
            String cell = cell(line, spans.get(i + 2));
            if (columns.get(i).isEmpty() || cell.isEmpty() || cell.equals("-1")) {
                continue;
            }
            OptionalDouble value = micros(cell);
            if (value.isEmpty()) {
                unread.add(new Remark(number, "'" + cell + "' for " + columns.get(i) + " is no number"));
            } else if (columns.get(i).equals(CLOCK)) {
                into.clockHz = OptionalDouble.of(1e6 * value.getAsDouble());
            } else {
                into.rows.add(Row.of(number, columns.get(i), 1e3 * value.getAsDouble()));
            }
        }
    }

    private static String cell(String line, int[] span) {
        return line.substring(Math.min(span[0], line.length()), Math.min(span[1], line.length()))
                .strip();
    }

    private static OptionalDouble micros(String cell) {
        boolean thousands = cell.endsWith("K");
        OptionalDouble value = Numbers.of(thousands ? cell.substring(0, cell.length() - 1) : cell);
        return value.isPresent() && thousands ? OptionalDouble.of(1e3 * value.getAsDouble()) : value;
    }
}
