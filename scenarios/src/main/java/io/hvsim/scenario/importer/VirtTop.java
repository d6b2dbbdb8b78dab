// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;

/**
 * Output of {@code virt-top --script --csv}: 18 columns of the host, then 10 for each running guest, though the headings have
 * those of one guest only. {@code %CPU} is a share of all CPUs of the host. Times have no date, so that a time before the
 * last is one of the next day. The first row knows no interval and is left out.
 */
final class VirtTop implements Importer {
    private static final String HEADER = "Hostname,Time,Arch,Physical CPUs";
    private static final int TIME = 1;
    private static final int PCPUS = 3;
    private static final int FIXED = 18;
    private static final int PER_GUEST = 10;
    private static final int NAME = 1;
    private static final int CPU = 3;
    private static final double DAY = 86_400;

    @Override
    public String kind() {
        return "virt-top";
    }

    @Override
    public String title() {
        return "virt-top --csv, beginning with '" + HEADER + "'";
    }

    @Override
    public boolean recognizes(List<String> head) {
        return !head.isEmpty() && head.get(0).startsWith(HEADER);
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        Rows rows = new Rows(extract, trace.name());
        trace.forEach(rows::line, extract.skipped());
    }

    private static final class Rows {
        private final Extract extract;
        private final String file;
        private double last = Double.NaN;
        private double elapsed;

        Rows(Extract extract, String file) {
            this.extract = extract;
            this.file = file;
        }

        void line(String line, long number) throws UnreadableRowException {
            if (!line.startsWith("Hostname,") && !line.isBlank()) {
                row(Cells.split(line, ','), number);
            }
        }

        private void row(List<String> cells, long number) throws UnreadableRowException {
            int pcpus = Cells.count(Cells.at(cells, PCPUS), "Physical CPUs");
            extract.hasPcpus(pcpus);
            double now = secondOfDay(cells.get(TIME));
            double before = last;
            last = now;
            if (Double.isNaN(before)) {
                return;
            }
            double interval = now > before ? now - before : now + DAY - before;
            double begin = elapsed;
            elapsed += interval;
            for (int at = FIXED; at + 1 < cells.size(); at += PER_GUEST) {
                try {
                    extract.add(guest(cells, at, pcpus, begin, interval));
                } catch (UnreadableRowException e) {
                    extract.skipped().add(file, number, e.getMessage());
                }
            }
        }

        private static LoadRow guest(List<String> cells, int at, int pcpus, double begin, double interval)
                throws UnreadableRowException {
            String vm = Cells.at(cells, at + NAME);
            if (vm.isEmpty()) {
                throw new UnreadableRowException("a guest without a name");
            }
            double share = Cells.percent(Cells.at(cells, at + CPU), "%CPU of " + Cells.brief(vm));
            return new LoadRow.Demand(begin, interval, vm, 0, share * pcpus, Double.NaN, Double.NaN);
        }

        private static double secondOfDay(String time) throws UnreadableRowException {
            try {
                return LocalTime.parse(time).toSecondOfDay();
            } catch (DateTimeException e) {
                throw new UnreadableRowException("'" + Cells.brief(time) + "' is no time of day");
            }
        }
    }
}
