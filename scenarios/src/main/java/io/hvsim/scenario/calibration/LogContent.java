// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What could be read of a log.
 *
 * @param runs the runs or reports in it, in order; those without a single row are left out
 * @param unread lines that should have been rows, and why they are none
 */
public record LogContent(List<Run> runs, List<Remark> unread) {

    /**
     * One run of a benchmark, or one report.
     *
     * @param label what tells it from the other runs of the log; may be empty
     * @param clockHz of the machine, as the log says; empty when it does not
     */
    public record Run(String label, OptionalDouble clockHz, List<Row> rows) {

        /** The first row of that name. */
        Optional<Row> row(String name) {
            return rows.stream().filter(each -> each.name().equals(name)).findFirst();
        }
    }

    /**
     * A measured value.
     *
     * @param line from 0
     * @param value mean in ns, TSC cycles (vmexit) or a count (perf stat)
     * @param error standard error of the mean, as a share of it; 0 when the tool gives none
     * @param samples how many made the mean; 1 when the tool does not say
     */
    public record Row(int line, String name, double value, double error, double samples) {
        static Row of(int line, String name, double value) {
            return new Row(line, name, value, 0, 1);
        }
    }

    /** Something to know about a line, counted from 0. */
    public record Remark(int line, String text) {}
}
