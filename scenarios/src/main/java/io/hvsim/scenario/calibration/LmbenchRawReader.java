// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.calibration.LogContent.Remark;
import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.calibration.LogContent.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads raw results of lmbench 3: {@code Simple syscall: 0.13 microseconds} and the like, the clock from {@code [MHZ: ...]},
 * and context switches from blocks of pairs. Rows are named as the summary names them. Null I/O is the mean of read and
 * write, as in the summary.
 */
final class LmbenchRawReader implements LogReader {
    /** A line that only raw results have. */
    static final Pattern HEAD = Pattern.compile("^\\[lmbench3?\\.0 results for|^Simple syscall:");

    private static final Pattern RESULT = Pattern.compile("^([A-Z][^:]*): *([0-9.]+) microseconds");
    private static final Pattern CLOCK = Pattern.compile("^\\[MHZ: *([0-9.]+) MHz");
    private static final Pattern SWITCHES = Pattern.compile("^\"size=([0-9]+)k ");
    private static final Pattern PAIR = Pattern.compile("^([0-9]+)\\s+([0-9.]+)\\s*$");
    private static final Pattern LATENCY = Pattern.compile("^[A-Z][^:]*: .*microsec");

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("Simple syscall", "null call"),
            Map.entry("Simple read", "read"),
            Map.entry("Simple write", "write"),
            Map.entry("Simple stat", "stat"),
            Map.entry("Simple open/close", "open and close"),
            Map.entry("Select on 100 tcp fd's", "select TCP"),
            Map.entry("Signal handler installation", "signal install"),
            Map.entry("Signal handler overhead", "signal handle"),
            Map.entry("Protection fault", "protection fault"),
            Map.entry("Process fork+exit", "fork"),
            Map.entry("Process fork+execve", "exec"),
            Map.entry("Process fork+/bin/sh -c", "sh"));

    @Override
    public LogContent read(MeasurementLog log) {
        List<Row> rows = new ArrayList<>();
        List<Remark> unread = new ArrayList<>();
        OptionalDouble clockHz = OptionalDouble.empty();
        String block = "";
        for (int i = 0; i < log.lines().size(); i++) {
            String line = log.lines().get(i);
            Matcher clock = CLOCK.matcher(line);
            Matcher switches = SWITCHES.matcher(line);
            Matcher pair = PAIR.matcher(line);
            if (clock.find()) {
                OptionalDouble megahertz = Numbers.of(clock.group(1));
                clockHz = megahertz.isPresent() ? OptionalDouble.of(1e6 * megahertz.getAsDouble()) : clockHz;
            } else if (switches.find()) {
                block = switches.group(1);
            } else if (pair.find() && !block.isEmpty()) {
                addSwitch(rows, i, pair, block);
            } else {
                block = "";
                addResult(rows, unread, i, line);
            }
        }
        addNullIo(rows);
        List<Run> runs = rows.isEmpty() ? List.of() : List.of(new Run("", clockHz, List.copyOf(rows)));
        return new LogContent(runs, List.copyOf(unread));
    }

    private static void addSwitch(List<Row> rows, int line, Matcher pair, String size) {
        Numbers.of(pair.group(2))
                .ifPresent(micros ->
                        rows.add(Row.of(line, "context switch " + pair.group(1) + "p/" + size + "K", 1e3 * micros)));
    }

    private static void addResult(List<Row> rows, List<Remark> unread, int number, String line) {
        Matcher matcher = RESULT.matcher(line);
        if (matcher.find()) {
            String title = matcher.group(1);
            String name = title.startsWith("Pagefaults on ") ? "page fault" : NAMES.getOrDefault(title, title);
            Numbers.of(matcher.group(2))
                    .ifPresentOrElse(
                            micros -> rows.add(Row.of(number, name, 1e3 * micros)),
                            () -> unread.add(new Remark(number, "no number of microseconds")));
        } else if (LATENCY.matcher(line).find()) {
            unread.add(new Remark(number, "no number of microseconds"));
        }
    }

    private static void addNullIo(List<Row> rows) {
        Map<String, Row> named = new HashMap<>();
        rows.forEach(row -> named.put(row.name(), row));
        if (named.containsKey("read") && named.containsKey("write")) {
            Row read = named.get("read");
            rows.removeIf(row -> row.name().equals("read") || row.name().equals("write"));
            rows.add(Row.of(
                    read.line(), "null I/O", (read.value() + named.get("write").value()) / 2));
        }
    }
}
