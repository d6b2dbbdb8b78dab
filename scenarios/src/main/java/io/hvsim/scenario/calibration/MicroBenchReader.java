// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.calibration.LogContent.Remark;
import io.hvsim.scenario.calibration.LogContent.Row;
import io.hvsim.scenario.calibration.LogContent.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads logs of the arm64 test {@code micro-bench} of kvm-unit-tests: name, total and average in nanoseconds. */
final class MicroBenchReader implements LogReader {
    /** The head of the table. */
    static final Pattern HEAD = Pattern.compile("^\\s*name\\s+total ns\\s+avg ns");

    private static final Pattern RESULT = Pattern.compile("^\\s*([A-Za-z_]\\w*)\\s+[0-9.]+\\s+([0-9.]+)\\s*$");
    private static final Pattern NOTHING =
            Pattern.compile("^\\s*$|^-+$|test skipped|^EXIT:|^PASS|^SUMMARY|^Timer Frequency");

    @Override
    public LogContent read(MeasurementLog log) {
        List<Row> rows = new ArrayList<>();
        List<Remark> unread = new ArrayList<>();
        boolean inTable = false;
        for (int i = 0; i < log.lines().size(); i++) {
            String line = log.lines().get(i);
            if (!inTable || NOTHING.matcher(line).find()) {
                inTable |= HEAD.matcher(line).find();
                continue;
            }
            Matcher matcher = RESULT.matcher(line);
            OptionalDouble nanos = matcher.find() ? Numbers.of(matcher.group(2)) : OptionalDouble.empty();
            if (nanos.isPresent()) {
                rows.add(Row.of(i, matcher.group(1), nanos.getAsDouble()));
            } else {
                unread.add(new Remark(i, "no name with total and average"));
            }
        }
        List<Run> runs = rows.isEmpty() ? List.of() : List.of(new Run("", OptionalDouble.empty(), List.copyOf(rows)));
        return new LogContent(runs, List.copyOf(unread));
    }
}
