// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Output of {@code sadf -d}: cells separated by semicolons, and before the rows of each activity a line of headings behind a
 * hash, so that one file may hold several tables. Only the table of CPUs is read. CPU -1 is all of them; rows for the single
 * ones ({@code -P ALL}) say how many there are.
 */
final class SadfTable implements Importer {
    /** Date and time as sadf writes them. */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private static final String HEADING = "# hostname;interval;timestamp";
    private static final int CPU = 3;

    @Override
    public String kind() {
        return "sadf";
    }

    @Override
    public String title() {
        return "sadf -d, beginning with '" + HEADING + "'";
    }

    @Override
    public boolean recognizes(List<String> head) {
        return head.stream().anyMatch(line -> line.startsWith(HEADING));
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        Rows rows = new Rows(new CpuSample(settings, extract));
        trace.forEach(rows::line, extract.skipped());
        rows.sample.end(trace.name(), rows.last);
    }

    /** Seconds since 1970 of a time as sadf writes it: local, with a zone behind it, or as that number itself. */
    static double seconds(String time) throws UnreadableRowException {
        return Cells.isNumber(time)
                ? Cells.atLeastZero(time, "timestamp")
                : Cells.seconds(time.replaceFirst(" [A-Z]{2,5}$", ""), TIME);
    }

    private static final class Rows {
        private final CpuSample sample;
        private List<String> heading = List.of();
        private long last;

        Rows(CpuSample sample) {
            this.sample = sample;
        }

        void line(String line, long number) throws UnreadableRowException {
            last = number;
            List<String> cells = Cells.split(line, ';');
            if (line.startsWith("#")) {
                heading = cells;
            } else if (isCpuTable() && !line.isBlank() && !line.contains("LINUX-RESTART") && !line.contains(";COM")) {
                row(cells);
            }
        }

        private boolean isCpuTable() {
            return heading.size() > CPU && heading.get(CPU).equals("CPU") && heading.contains("%idle");
        }

        private void row(List<String> cells) throws UnreadableRowException {
            double idle = share(cells, "%idle");
            double waiting = heading.contains("%iowait") ? share(cells, "%iowait") : 0;
            double stolen = heading.contains("%steal") ? share(cells, "%steal") : 0;
            double interval = Cells.number(Cells.at(cells, 1), "interval");
            double cpu = Cells.number(Cells.at(cells, CPU), "CPU");
            sample.at(cells.get(0), seconds(Cells.at(cells, 2)), interval);
            if (cpu < 0) {
                sample.all(idle, waiting, stolen);
            } else {
                sample.countCpu();
            }
        }

        private double share(List<String> cells, String column) throws UnreadableRowException {
            return Cells.percent(Cells.at(cells, heading.indexOf(column)), column);
        }
    }
}
