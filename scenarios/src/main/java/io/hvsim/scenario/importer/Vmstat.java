// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.IOException;
import java.util.List;

/**
 * Output of {@code vmstat N} (procps). What is neither idle nor waiting for I/O nor stolen is demand; what is stolen is
 * ready time. The first row is an average since boot and is left out. Rows have no time, so that the interval must be
 * known.
 */
final class Vmstat implements Importer {
    private static final double INTERVAL = 1;

    @Override
    public String kind() {
        return "vmstat";
    }

    @Override
    public String title() {
        return "vmstat, beginning with its two lines of headings";
    }

    @Override
    public boolean recognizes(List<String> head) {
        return head.stream().limit(2).anyMatch(Vmstat::isHeading);
    }

    private static boolean isHeading(String line) {
        return Cells.words(line).containsAll(List.of("r", "b", "us", "sy", "id", "wa"));
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        Rows rows = new Rows(trace.stem(), settings, extract);
        trace.forEach((line, number) -> rows.line(line), extract.skipped());
    }

    private static final class Rows {
        private final String vm;
        private final ImportSettings settings;
        private final Extract extract;
        private List<String> heading = List.of();
        private long samples;

        Rows(String vm, ImportSettings settings, Extract extract) {
            this.vm = vm;
            this.settings = settings;
            this.extract = extract;
        }

        void line(String line) throws UnreadableRowException {
            if (isHeading(line)) {
                heading = Cells.words(line);
            } else if (!line.isBlank() && !line.startsWith("procs") && !line.contains("--memory--")) {
                samples++;
                if (samples > 1) {
                    row(Cells.words(line));
                }
            }
        }

        private void row(List<String> cells) throws UnreadableRowException {
            double idle = share(cells, "id");
            double waiting = share(cells, "wa");
            double stolen = heading.contains("st") ? share(cells, "st") : 0;
            if (idle + waiting + stolen > CpuSample.FULL) {
                throw new UnreadableRowException("id, wa and st are above 100 % together");
            }
            double used = Math.max(0, 1 - idle - waiting - stolen);
            double interval = settings.intervalOr(INTERVAL);
            extract.add(new LoadRow.Demand(
                    (samples - 2) * interval,
                    interval,
                    vm,
                    settings.vcpus(),
                    used * settings.vcpus(),
                    stolen,
                    Double.NaN));
        }

        private double share(List<String> cells, String column) throws UnreadableRowException {
            int index = heading.indexOf(column);
            if (index < 0) {
                throw new UnreadableRowException("no heading " + column + " above");
            }
            return Cells.percent(Cells.at(cells, index), column);
        }
    }
}
