// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.IOException;
import java.util.List;

/**
 * The table of VMs of the Azure public VM traces of 2017 and 2019: one row for each VM, with its life, its cores and its mean
 * CPU use over that life. An average over days hides even more than one over five minutes; the readings are better where
 * there are any. A bucket of cores such as {@code >24} is taken as its lower end.
 */
final class AzureVms implements Importer {
    private static final int COLUMNS = 11;
    private static final int CREATED = 3;
    private static final int DELETED = 4;
    private static final int AVERAGE = 6;
    private static final int CORES = 9;

    @Override
    public String kind() {
        return "azure";
    }

    @Override
    public String title() {
        return "Azure public VM trace 2017 or 2019, vmtable: 11 columns without a header, one row for each VM";
    }

    @Override
    public boolean recognizes(List<String> head) {
        return head.stream().limit(2).map(line -> Cells.split(line, ',')).anyMatch(AzureVms::isVm);
    }

    private static boolean isVm(List<String> cells) {
        return cells.size() == COLUMNS
                && cells.subList(CREATED, AVERAGE + 1).stream().allMatch(Cells::isNumber)
                && !Cells.isNumber(cells.get(0));
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        trace.forEach(
                (line, number) -> {
                    if (!line.isBlank()) {
                        extract.add(row(Cells.split(line, ',')));
                    }
                },
                extract.skipped());
    }

    private static LoadRow row(List<String> cells) throws UnreadableRowException {
        Cells.at(cells, COLUMNS - 1);
        double created = Cells.atLeastZero(cells.get(CREATED), "created");
        double deleted = Cells.atLeastZero(cells.get(DELETED), "deleted");
        if (deleted <= created) {
            throw new UnreadableRowException("deleted no later than created");
        }
        double used = Cells.percent(cells.get(AVERAGE), "average CPU");
        int cores = Cells.count(cells.get(CORES).replaceFirst("^>", ""), "cores");
        return new LoadRow.Demand(
                created, deleted - created, name(cells.get(0)), cores, used * cores, Double.NaN, Double.NaN);
    }

    /** The identifier of a VM. */
    static String name(String cell) throws UnreadableRowException {
        if (cell.isEmpty()) {
            throw new UnreadableRowException("no VM");
        }
        return cell;
    }
}
