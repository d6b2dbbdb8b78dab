// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.IOException;
import java.util.List;

/**
 * Output of {@code sadf -p}: one value in each line, as host, interval, time, device, field and value between tabs. The
 * devices are {@code all} and, with {@code -P ALL}, {@code cpu0} and so on; a CPU's fields end with {@code %idle}.
 */
final class SadfPairs implements Importer {
    private static final int COLUMNS = 6;
    private static final int DEVICE = 3;
    private static final int FIELD = 4;
    private static final int VALUE = 5;

    @Override
    public String kind() {
        return "sadf";
    }

    @Override
    public String title() {
        return "sadf -p: host, interval, time, device, field and value between tabs";
    }

    @Override
    public boolean recognizes(List<String> head) {
        return head.stream().limit(2).map(line -> Cells.split(line, '\t')).anyMatch(SadfPairs::isValue);
    }

    private static boolean isValue(List<String> cells) {
        return cells.size() == COLUMNS && Cells.isNumber(cells.get(1)) && Cells.isNumber(cells.get(VALUE));
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        Rows rows = new Rows(new CpuSample(settings, extract));
        trace.forEach(rows::line, extract.skipped());
        rows.sample.end(trace.name(), rows.last);
    }

    private static final class Rows {
        private final CpuSample sample;
        private double waiting;
        private double stolen;
        private long last;

        Rows(CpuSample sample) {
            this.sample = sample;
        }

        void line(String line, long number) throws UnreadableRowException {
            last = number;
            if (line.isBlank()) {
                return;
            }
            List<String> cells = Cells.split(line, '\t');
            if (cells.size() != COLUMNS) {
                throw new UnreadableRowException(cells.size() + " columns instead of " + COLUMNS);
            }
            String device = cells.get(DEVICE);
            boolean all = device.equals("all");
            if (all && cells.get(FIELD).equals("%iowait")) {
                waiting = Cells.percent(cells.get(VALUE), "%iowait");
            } else if (all && cells.get(FIELD).equals("%steal")) {
                stolen = Cells.percent(cells.get(VALUE), "%steal");
            } else if (cells.get(FIELD).equals("%idle")) {
                idle(cells, device);
            }
        }

        private void idle(List<String> cells, String device) throws UnreadableRowException {
            double idle = Cells.percent(cells.get(VALUE), "%idle");
            double interval = Cells.number(cells.get(1), "interval");
            sample.at(cells.get(0), SadfTable.seconds(cells.get(2)), interval);
            if (device.equals("all")) {
                sample.all(idle, waiting, stolen);
                waiting = 0;
                stolen = 0;
            } else if (device.startsWith("cpu")) {
                sample.countCpu();
            }
        }
    }
}
