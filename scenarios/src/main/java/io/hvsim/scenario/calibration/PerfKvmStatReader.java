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
 * Reads reports of {@code perf kvm stat report} and {@code live}: exits by reason with their number, and how long the
 * hypervisor had each before the vCPU was entered again. Frames of a live view are separate intervals; they are summed. Rows
 * that a mail program has broken in two are joined.
 */
final class PerfKvmStatReader implements LogReader {
    private static final String TIME = "\\s+([0-9.]+)(us|ms|ns|s)";
    private static final Pattern START = Pattern.compile("^\\s*(\\S+)\\s+([0-9]+)\\s+[0-9.]+%\\s+[0-9.]+%");
    private static final Pattern ROW =
            Pattern.compile(START.pattern() + TIME + TIME + TIME + "\\s+\\(\\s*\\+-\\s*([0-9.]+|-?nan)%\\s*\\)\\s*$");
    private static final Pattern NO_ROW = Pattern.compile(
            "^\\s*$|Analyze events for|VM-EXIT\\s+Samples|^\\s*Time\\s+Avg|^\\s*Total Samples|^\\s*[0-9]{2}:[0-9]{2}:[0-9]{2}\\.");
    private static final Map<String, Double> NANOS = Map.of("ns", 1.0, "us", 1e3, "ms", 1e6, "s", 1e9);

    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final List<Remark> unread = new ArrayList<>();

    @Override
    public LogContent read(MeasurementLog log) {
        PerfKvmStatReader reader = new PerfKvmStatReader();
        boolean inTable = false;
        for (int i = 0; i < log.lines().size(); i++) {
            String line = log.lines().get(i);
            inTable |= line.contains("VM-EXIT");
            if (!inTable || NO_ROW.matcher(line).find()) {
                continue;
            }
            boolean broken = START.matcher(line).find()
                    && !ROW.matcher(line).find()
                    && i + 1 < log.lines().size();
            String whole = broken ? line + " " + log.lines().get(i + 1) : line;
            if (reader.add(whole, i)) {
                i += broken ? 1 : 0;
            } else {
                reader.unread.add(new Remark(i, "no row of exits"));
            }
        }
        List<Row> all = List.copyOf(reader.rows.values());
        return new LogContent(
                all.isEmpty() ? List.of() : List.of(new Run("", OptionalDouble.empty(), all)),
                List.copyOf(reader.unread));
    }

    private boolean add(String line, int number) {
        Matcher matcher = ROW.matcher(line);
        if (!matcher.find()) {
            return false;
        }
        OptionalDouble samples = Numbers.of(matcher.group(2));
        OptionalDouble mean = Numbers.of(matcher.group(7));
        if (samples.isEmpty() || mean.isEmpty() || samples.getAsDouble() == 0) {
            return false;
        }
        double error = Numbers.of(matcher.group(9)).orElse(0) / 100;
        double nanos = mean.getAsDouble() * NANOS.get(matcher.group(8));
        rows.merge(
                matcher.group(1),
                new Row(number, matcher.group(1), nanos, error, samples.getAsDouble()),
                PerfKvmStatReader::sum);
        return true;
    }

    /** Two intervals as one: the mean over all exits, and its error from those of both. */
    private static Row sum(Row a, Row b) {
        double samples = a.samples() + b.samples();
        double time = a.value() * a.samples() + b.value() * b.samples();
        double deviation = Math.hypot(a.error() * a.value() * a.samples(), b.error() * b.value() * b.samples());
        return new Row(a.line(), a.name(), time / samples, time == 0 ? 0 : deviation / time, samples);
    }
}
