// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.Trace;
import java.io.IOException;
import java.util.List;

/**
 * One VM and day of PlanetLab as the CoMon project measured it (Beloglazov and Buyya, 2012): 288 lines, each the CPU use of
 * five minutes in whole per cent. A line that cannot be read still takes its five minutes.
 */
final class PlanetLab implements Importer {
    private static final double INTERVAL = 300;

    @Override
    public String kind() {
        return "planetlab";
    }

    @Override
    public String title() {
        return "PlanetLab (CoMon), one file for each VM and day: a whole number from 0 to 100 in each line";
    }

    @Override
    public boolean recognizes(List<String> head) {
        long numbers =
                head.stream().filter(line -> line.strip().matches("[0-9]{1,3}")).count();
        return 2 * numbers > head.size();
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        double interval = settings.intervalOr(INTERVAL);
        trace.forEach(
                (line, number) -> {
                    double used = Cells.percent(line.strip(), "CPU use");
                    extract.add(new LoadRow.Demand(
                            (number - 1) * interval,
                            interval,
                            trace.stem(),
                            settings.vcpus(),
                            used * settings.vcpus(),
                            Double.NaN,
                            Double.NaN));
                },
                extract.skipped());
    }
}
