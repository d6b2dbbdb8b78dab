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
    /** From so many intervals on, what lies between two rows is missing. */
    private static final double MISSING = 1.5;

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
        Rows rows = new Rows(trace.stem(), settings.intervalOr(INTERVAL), extract);
        trace.forEach(rows::line, extract.skipped());
        rows.end(trace.name());
    }

    /** A row lasts until the next, since they are some seconds early or late, unless rows are missing between them. */
    private static final class Rows {
        private final String vm;
        private final double interval;
        private final Extract extract;
        private LoadRow.Demand last;
        private long lastLine;

        Rows(String vm, double interval, Extract extract) {
            this.vm = vm;
            this.interval = interval;
            this.extract = extract;
        }

        void line(String line, long number) throws UnreadableRowException {
            if (number == 1 || line.isBlank()) {
                return;
            }
            LoadRow.Demand row = row(Cells.split(line, ';'));
            if (last != null) {
                double gap = row.time() - last.time();
                if (gap <= 0) {
                    throw new UnreadableRowException("no later than the row before");
                }
                add(gap < MISSING * interval ? gap : interval);
            }
            last = row;
            lastLine = number;
        }

        private void add(double duration) throws UnreadableRowException {
            extract.add(new LoadRow.Demand(
                    last.time(), duration, vm, last.vcpus(), last.demand(), last.ready(), last.coStop()));
        }

        void end(String file) {
            if (last == null) {
                return;
            }
            try {
                add(interval);
            } catch (UnreadableRowException e) {
                extract.skipped().add(file, lastLine, e.getMessage());
            }
        }

        private LoadRow.Demand row(List<String> cells) throws UnreadableRowException {
            Cells.at(cells, COLUMNS - 1);
            double stamp = Cells.atLeastZero(cells.get(0), "Timestamp");
            int cores = Cells.count(cells.get(1), "CPU cores");
            double used = Cells.percent(cells.get(4), "CPU usage [%]");
            double time = extract.sinceStart(stamp >= LEAST_MILLISECONDS ? stamp / 1000 : stamp);
            return new LoadRow.Demand(time, interval, vm, cores, used * cores, Double.NaN, Double.NaN);
        }
    }
}
