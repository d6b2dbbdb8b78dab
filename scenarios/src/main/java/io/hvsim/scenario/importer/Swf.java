// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.Trace;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.io.IOException;
import java.util.List;

/**
 * The standard workload format of the Parallel Workloads Archive, versions 2.x: remarks behind semicolons, then 18 numbers
 * for each job, -1 for what is not known. A job becomes as many tasks as it had processors, which arrive together at its
 * submission; each takes the CPU time that the job used on a processor, or its run time where that was not recorded. Differs
 * from the format in: the tasks are not held together (no gang scheduling), and waiting in the archive's own queue is left
 * out, since the simulated system makes its own.
 */
final class Swf implements Importer {
    private static final int COLUMNS = 18;
    private static final int SUBMIT = 1;
    private static final int RUN = 3;
    private static final int ALLOCATED = 4;
    private static final int CPU_TIME = 5;
    private static final int REQUESTED = 7;

    @Override
    public String kind() {
        return "swf";
    }

    @Override
    public String title() {
        return "standard workload format: remarks after ';', then 18 numbers for each job";
    }

    @Override
    public boolean recognizes(List<String> head) {
        boolean remark = !head.isEmpty() && head.get(0).startsWith(";");
        return head.stream()
                .filter(line -> !isRemark(line))
                .findFirst()
                .map(Cells::words)
                .map(words -> words.size() == COLUMNS && words.stream().allMatch(Cells::isNumber))
                .orElse(remark);
    }

    private static boolean isRemark(String line) {
        return line.isBlank() || line.startsWith(";");
    }

    @Override
    public void read(Trace trace, ImportSettings settings, Extract extract) throws IOException {
        trace.forEach(
                (line, number) -> {
                    if (!isRemark(line)) {
                        extract.add(row(Cells.words(line), trace.stem(), extract));
                    }
                },
                extract.skipped());
    }

    private static LoadRow row(List<String> cells, String vm, Extract extract) throws UnreadableRowException {
        Cells.at(cells, COLUMNS - 1);
        double submit = Cells.atLeastZero(cells.get(SUBMIT), "submit time");
        double cpuTime = Cells.number(cells.get(CPU_TIME), "average CPU time");
        double work = cpuTime > 0 ? cpuTime : Cells.number(cells.get(RUN), "run time");
        if (work <= 0) {
            throw new UnreadableRowException("the job used no time");
        }
        double allocated = Cells.number(cells.get(ALLOCATED), "processors");
        String processors = cells.get(allocated > 0 ? ALLOCATED : REQUESTED);
        int tasks = processors.equals("-1") ? 1 : Cells.count(processors, "processors");
        return new LoadRow.Arrivals(extract.sinceStart(submit), 0, vm, Math.max(1, tasks), work);
    }
}
