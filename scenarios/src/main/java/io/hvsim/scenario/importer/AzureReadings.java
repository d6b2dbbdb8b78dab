// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.IOException;
import java.util.List;

/**
 * CPU readings of the Azure public VM traces of 2017 and 2019: time in s, VM, least, most and mean use in per cent of the VM's
 * cores, of all VMs every five minutes.
 * Times are those of the whole trace, of which each file has a part. The number of cores is in another table ({@link AzureVms}), so that all VMs of a
 * file are taken to have the same.
 */
final class AzureReadings implements Importer {
    private static final int COLUMNS = 5;
    private static final double INTERVAL = 300;

    @Override
    public String kind() {
        return "azure";
    }

    @Override
    public String title() {
        return "Azure public VM trace 2017 or 2019, vm_cpu_readings: time, vm, min, max, avg CPU, without a header";
    }

    @Override
    public boolean recognizes(List<String> head) {
        return head.stream().limit(2).map(line -> Cells.split(line, ',')).anyMatch(AzureReadings::isReading);
    }

    private static boolean isReading(List<String> cells) {
        return cells.size() == COLUMNS
                && Cells.isNumber(cells.get(0))
                && !Cells.isNumber(cells.get(1))
                && cells.subList(2, COLUMNS).stream().allMatch(Cells::isNumber);
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        trace.forEach(
                (line, number) -> {
                    if (!line.isBlank()) {
                        extract.add(row(Cells.split(line, ','), settings));
                    }
                },
                extract.skipped());
    }

    private static LoadRow row(List<String> cells, ImportSettings settings) throws UnreadableRowException {
        Cells.at(cells, COLUMNS - 1);
        double stamp = Cells.atLeastZero(cells.get(0), "time");
        String vm = AzureVms.name(cells.get(1));
        double used = Cells.percent(cells.get(4), "average CPU");
        return new LoadRow.Demand(
                stamp,
                settings.intervalOr(INTERVAL),
                vm,
                settings.vcpus(),
                used * settings.vcpus(),
                Double.NaN,
                Double.NaN);
    }
}
