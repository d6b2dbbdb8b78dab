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

/**
 * Reads logs of the x86 test {@code vmexit} of kvm-unit-tests: a name and TSC cycles per operation on a line, among what the
 * machine says while it boots. Where a test was run twice, the last result counts.
 */
final class VmexitReader implements LogReader {
    private static final String NAMES =
            "cpuid|vmcall|mov_(?:from|to)_cr8|mov_dr|inl_from_\\w+|outl_to_\\w+|tscdeadline\\w*"
                    + "|ipi|ipi_halt|(?:x2apic_)?self_ipi\\w*|ple_round_robin|wr_\\w+_msr|rd_\\w+_msr|toggle_cr4_pge"
                    + "|(?:mmio|portio)-[a-z-]+:pci-(?:mem|io)";
    /** A line that starts as a result does. */
    static final Pattern RESULT = Pattern.compile("^\\s*(" + NAMES + ")\\s+(?:ipi\\s+)?([0-9]+)\\s*$");

    private static final Pattern START = Pattern.compile("^\\s*(" + NAMES + ")(?:\\s+(.*))?$");
    private static final Pattern NOTHING = Pattern.compile("\\(skipped\\)\\s*$");

    @Override
    public LogContent read(MeasurementLog log) {
        List<Row> rows = new ArrayList<>();
        List<Remark> unread = new ArrayList<>();
        for (int i = 0; i < log.lines().size(); i++) {
            String line = log.lines().get(i);
            Matcher start = START.matcher(line);
            if (!start.find() || NOTHING.matcher(line).find()) {
                continue;
            }
            Matcher result = RESULT.matcher(line);
            OptionalDouble cycles = result.find() ? Numbers.of(result.group(2)) : OptionalDouble.empty();
            if (cycles.isEmpty()) {
                unread.add(new Remark(i, "no number of cycles behind " + start.group(1)));
            } else if (!line.strip().startsWith("ipi ipi")) {
                String name = start.group(1);
                rows.removeIf(row -> row.name().equals(name));
                rows.add(Row.of(i, name, cycles.getAsDouble()));
            }
        }
        List<Run> runs = rows.isEmpty() ? List.of() : List.of(new Run("", OptionalDouble.empty(), List.copyOf(rows)));
        return new LogContent(runs, List.copyOf(unread));
    }
}
