// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.experiment.Progress;
import java.io.PrintWriter;
import java.util.Locale;

/** One line on the terminal that says how far the run is and how long it still takes, written over again and again. */
final class TerminalProgress implements Progress {
    private static final long REFRESH_NS = 200_000_000;
    private final PrintWriter err;
    private final long startedNs = System.nanoTime();
    private long shownNs;

    private TerminalProgress(PrintWriter err) {
        this.err = err;
    }

    /** Progress on {@code err} if the process has a terminal, else silence. */
    static Progress onTerminal(PrintWriter err) {
        return System.console() == null ? SILENT : new TerminalProgress(err);
    }

    @Override
    public synchronized void advanced(int done, int total, long events) {
        long now = System.nanoTime();
        boolean last = done == total;
        if (now - shownNs < REFRESH_NS && !last) {
            return;
        }
        shownNs = now;
        double seconds = (now - startedNs) / 1e9;
        err.printf(
                Locale.ROOT,
                "\r%d of %d replications, %.1f M events/s, %.0f s left \u001b[K",
                done,
                total,
                events / seconds / 1e6,
                seconds / done * (total - done));
        if (last) {
            err.print("\r\u001b[K");
        }
        err.flush();
    }
}
