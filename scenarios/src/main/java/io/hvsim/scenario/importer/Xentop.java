// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.IOException;
import java.util.List;

/**
 * Output of {@code xentop -b}: for each sample the headings and a row for each domain. Cells are taken from the right, since
 * names may hold blanks; {@code no limit} is one cell. {@code CPU(%)} is in per cent of one CPU and is 0 throughout the first
 * sample, which is left out. It is preferred to differences of {@code CPU(sec)}, which counts whole seconds. Samples have no
 * time, so that the interval must be known; xentop's own is 3 s.
 */
final class Xentop implements Importer {
    private static final double INTERVAL = 3;
    private static final String PERCENT = "CPU(%)";
    /** What is measured as full is often a little more. */
    private static final double MOST_OF_A_CPU = 1.1;

    private static final String VCPUS = "VCPUS";

    @Override
    public String kind() {
        return "xentop";
    }

    @Override
    public String title() {
        return "xentop -b, beginning with the headings NAME STATE CPU(sec) CPU(%)";
    }

    @Override
    public boolean recognizes(List<String> head) {
        return head.stream().limit(5).anyMatch(Xentop::isHeading);
    }

    private static boolean isHeading(String line) {
        List<String> words = Cells.words(line);
        return words.size() > 3 && words.get(0).equals("NAME") && words.contains(PERCENT) && words.contains(VCPUS);
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        Rows rows = new Rows(settings.intervalOr(INTERVAL), extract);
        trace.forEach((line, number) -> rows.line(line), extract.skipped());
    }

    private static final class Rows {
        private final double interval;
        private final Extract extract;
        private List<String> heading = List.of();
        private long samples;

        Rows(double interval, Extract extract) {
            this.interval = interval;
            this.extract = extract;
        }

        void line(String line) throws UnreadableRowException {
            if (isHeading(line)) {
                heading = Cells.words(line);
                samples++;
            } else if (samples > 1 && !line.isBlank()) {
                row(Cells.words(line.replace("no limit", "no-limit")));
            }
        }

        private void row(List<String> cells) throws UnreadableRowException {
            int names = cells.size() - heading.size() + 1;
            if (names < 1) {
                throw new UnreadableRowException("cut short after " + cells.size() + " columns");
            }
            String vm = String.join(" ", cells.subList(0, names));
            double demand = Cells.atLeastZero(cells.get(names - 1 + heading.indexOf(PERCENT)), PERCENT) / 100;
            int vcpus = Cells.count(cells.get(names - 1 + heading.indexOf(VCPUS)), VCPUS);
            if (vcpus > 0 && demand > MOST_OF_A_CPU * vcpus) {
                throw new UnreadableRowException(PERCENT + " above 100 % of " + vcpus + " vCPUs");
            }
            extract.add(
                    new LoadRow.Demand((samples - 2) * interval, interval, vm, vcpus, demand, Double.NaN, Double.NaN));
        }
    }
}
