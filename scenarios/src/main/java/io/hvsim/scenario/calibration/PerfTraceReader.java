// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.calibration.LogContent.Remark;
import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.calibration.LogContent.Run;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads summaries of {@code perf trace -s}: system calls with their number and mean time, per thread or in total. Older
 * versions have no column of errors. The blocks of all threads are summed.
 */
final class PerfTraceReader implements LogReader {
    /** The head of a table of system calls. */
    static final Pattern HEAD = Pattern.compile("^\\s*syscall\\s+calls\\s");

    private static final Pattern ROW =
            Pattern.compile("^\\s+([a-z_][a-z0-9_]*)\\s+([0-9]+)((?:\\s+[0-9.]+){4,5})\\s+([0-9.]+|-?nan)%\\s*$");
    private static final Pattern NO_ROW =
            Pattern.compile("^\\s*$|\\(msec\\)|^\\s*-|^\\s*syscall\\s|,\\s*[0-9]+ events|^\\s*\\.\\.\\.");
    /** Total, minimum, average and maximum are the last four numbers. */
    private static final int AVERAGE_FROM_END = 2;

    @Override
    public LogContent read(MeasurementLog log) {
        Map<String, Row> rows = new LinkedHashMap<>();
        List<Remark> unread = new ArrayList<>();
        boolean inTable = false;
        for (int i = 0; i < log.lines().size(); i++) {
            String line = log.lines().get(i);
            inTable |= HEAD.matcher(line).find();
            if (!inTable || NO_ROW.matcher(line).find()) {
                continue;
            }
            if (!add(rows, i, line)) {
                unread.add(new Remark(i, "no row of system calls"));
            }
        }
        List<Run> runs =
                rows.isEmpty() ? List.of() : List.of(new Run("", OptionalDouble.empty(), List.copyOf(rows.values())));
        return new LogContent(runs, List.copyOf(unread));
    }

    private static boolean add(Map<String, Row> rows, int number, String line) {
        Matcher matcher = ROW.matcher(line);
        if (!matcher.find()) {
            return false;
        }
        String[] numbers = matcher.group(3).strip().split("\\s+");
        OptionalDouble calls = Numbers.of(matcher.group(2));
        OptionalDouble average = Numbers.of(numbers[numbers.length - AVERAGE_FROM_END]);
        if (calls.isEmpty() || average.isEmpty() || calls.getAsDouble() == 0) {
            return false;
        }
        Row row = new Row(number, matcher.group(1), 1e6 * average.getAsDouble(), 0, calls.getAsDouble());
        rows.merge(row.name(), row, PerfTraceReader::sum);
        return true;
    }

    private static Row sum(Row a, Row b) {
        double calls = a.samples() + b.samples();
        double mean = (a.value() * a.samples() + b.value() * b.samples()) / calls;
        return new Row(a.line(), a.name(), mean, 0, calls);
    }
}
