// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.importer;

import io.hvsim.scenario.trace.LoadRow;
import io.hvsim.scenario.trace.SkippedRows;
import io.hvsim.scenario.trace.UnreadableRowException;
import java.util.function.Consumer;

/** What an importer gets out of a trace. Rows are passed on at once; only their number is kept. */
final class Extract {
    private final Consumer<LoadRow> sink;
    private final SkippedRows skipped;
    private double origin = Double.NaN;
    private long rows;

    Extract(Consumer<LoadRow> sink, SkippedRows skipped) {
        this.sink = sink;
        this.skipped = skipped;
    }

    void add(LoadRow row) {
        rows++;
        sink.accept(row);
    }

    SkippedRows skipped() {
        return skipped;
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
