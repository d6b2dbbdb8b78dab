// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.Cells;
import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.LoadTable;
import io.hvsim.scenario.trace.SkippedRows;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** What an importer gets out of a trace. Rows are passed on at once; only their number and the last ends are kept. */
final class Extract {
    /** What is kept must not grow with the trace; no scenario has as many VMs. */
    private static final int WATCHED_VMS = 50_000;

    private static final double ROUNDING = 1e-6;

    private final Consumer<LoadRow> sink;
    private final SkippedRows skipped;
    private double origin = Double.NaN;
    private final Map<String, Double> ends = new HashMap<>();
    private long rows;
    private int pcpus;

    Extract(Consumer<LoadRow> sink, SkippedRows skipped) {
        this.sink = sink;
        this.skipped = skipped;
    }

    /**
     * Adds a row.
     *
     * @throws UnreadableRowException when no scenario could replay it: see {@link LoadTable#checked}, and when it begins before
     *     the last row of its VM has ended
     */
    void add(LoadRow row) throws UnreadableRowException {
        LoadTable.checked(row);
        double last = ends.getOrDefault(row.vm(), 0.0);
        if (row.time() < last - ROUNDING - Math.ulp(last)) {
            throw new UnreadableRowException("begins before the last row of '" + Cells.brief(row.vm()) + "' has ended");
        }
        if (ends.size() < WATCHED_VMS || ends.containsKey(row.vm())) {
            ends.put(row.vm(), row.time() + row.duration());
        }
        rows++;
        sink.accept(row);
    }

    SkippedRows skipped() {
        return skipped;
    }

    /** The trace says how many CPUs the host has. */
    void hasPcpus(int count) {
        pcpus = count;
    }

    int pcpus() {
        return pcpus;
    }

    long rows() {
        return rows;
    }

    /** Time since the first that was asked for, in s. */
    double sinceStart(double seconds) throws UnreadableRowException {
        if (Double.isNaN(origin)) {
            origin = seconds;
        }
        if (seconds < origin) {
            throw new UnreadableRowException("earlier than the first row");
        }
        return seconds - origin;
    }
}
