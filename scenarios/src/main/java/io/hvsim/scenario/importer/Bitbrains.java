// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.IOException;
import java.util.List;

/**
 * One VM of the Grid Workloads Archive's GWA-T-12 (Shen, van Beek and Iosup, CCGrid 2015): a row for each five minutes, cells
 * separated by semicolon and tab. The column {@code Timestamp [ms]} is in seconds in the files that are published; times of
 * 13 digits are taken as the milliseconds that it promises.
 */
final class Bitbrains implements Importer {
    private static final String HEADER = "Timestamp [ms];";
    private static final int COLUMNS = 11;
    private static final double INTERVAL = 300;
    private static final double LEAST_MILLISECONDS = 1e11;

    @Override
    public String kind() {
        return "bitbrains";
    }

    @Override
    public String title() {
        return "Bitbrains GWA-T-12, one file for each VM, beginning with '" + HEADER + "'";
    }

    @Override
    public boolean recognizes(List<String> head) {
        return !head.isEmpty() && head.get(0).startsWith(HEADER);
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        trace.forEach(
                (line, number) -> {
                    if (number > 1 && !line.isBlank()) {
                        extract.add(row(Cells.split(line, ';'), trace.stem(), settings, extract));
                    }
                },
                extract.skipped());
    }

    private static LoadRow row(List<String> cells, String vm, ImportSettings settings, Extract extract)
            throws UnreadableRowException {
        Cells.at(cells, COLUMNS - 1);
        double stamp = Cells.atLeastZero(cells.get(0), "Timestamp");
        int cores = Cells.count(cells.get(1), "CPU cores");
        double used = Cells.percent(cells.get(4), "CPU usage [%]");
        double time = extract.sinceStart(stamp >= LEAST_MILLISECONDS ? stamp / 1000 : stamp);
        return new LoadRow.Demand(time, settings.intervalOr(INTERVAL), vm, cores, used * cores, Double.NaN, Double.NaN);
    }
}
