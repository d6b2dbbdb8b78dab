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
 * Reads counts of {@code perf stat}, as text or separated by commas ({@code -x,}). An event is named with its modifiers
 * behind a colon, {@code cycles:Gk}; the two kinds of cores of a hybrid CPU are summed. What the machine does not support
 * or did not count becomes a remark.
 */
final class PerfStatReader implements LogReader {
    /** What text and comma-separated output have and no other log has. */
    static final Pattern HEAD = Pattern.compile(
            "Performance counter stats for|^(?:[0-9.]+|<not (?:supported|counted)>),[A-Za-z]*,[a-z][^,]*,[0-9]+,[0-9.]+,");

    private static final Pattern TEXT = Pattern.compile(
            "^\\s*([0-9][0-9.,]*|<not (?:supported|counted)>)\\s+(?:(msec|Joules|bytes)\\s+)?(\\S+)(?:\\s.*)?$");
    private static final Pattern COMMAS =
            Pattern.compile("^([0-9.]+|<not (?:supported|counted)>),([^,]*),([^,]+),[0-9]*,[0-9.]*(?:,.*)?$");
    private static final Pattern NO_ROW =
            Pattern.compile("^\\s*$|^\\s*#|Performance counter stats|seconds (?:time|user|sys)");
    private static final Pattern PMU = Pattern.compile("^cpu(?:_core|_atom)?/([^/]+)/([A-Za-z]*)$");

    @Override
    public LogContent read(MeasurementLog log) {
        Map<String, Row> rows = new LinkedHashMap<>();
        List<Remark> unread = new ArrayList<>();
        boolean started = false;
        for (int i = 0; i < log.lines().size(); i++) {
            String line = log.lines().get(i);
            started |= HEAD.matcher(line).find();
            if (started && !NO_ROW.matcher(line).find()) {
                add(rows, unread, i, line);
            }
        }
        List<Run> runs =
                rows.isEmpty() ? List.of() : List.of(new Run("", OptionalDouble.empty(), List.copyOf(rows.values())));
        return new LogContent(runs, List.copyOf(unread));
    }

    private static void add(Map<String, Row> rows, List<Remark> unread, int number, String line) {
        Matcher commas = COMMAS.matcher(line);
        Matcher text = TEXT.matcher(line);
        Matcher matcher = commas.find() ? commas : text;
        if (matcher == text && !text.find()) {
            unread.add(new Remark(number, "no count of an event"));
            return;
        }
        String name = event(matcher.group(3));
        String digits = matcher == text ? matcher.group(1).replace(",", "") : matcher.group(1);
        OptionalDouble count = Numbers.of(digits);
        if (count.isPresent()) {
            rows.merge(
                    name,
                    Row.of(number, name, count.getAsDouble()),
                    (a, b) -> Row.of(a.line(), name, a.value() + b.value()));
        } else {
            unread.add(new Remark(number, name + ": " + matcher.group(1)));
        }
    }

    /** {@code cpu_core/cycles/G} and {@code cpu_atom/cycles/G} are {@code cycles:G}. */
    private static String event(String written) {
        Matcher pmu = PMU.matcher(written);
        if (pmu.find()) {
            return pmu.group(2).isEmpty() ? pmu.group(1) : pmu.group(1) + ":" + pmu.group(2);
        }
        return written;
    }
}
