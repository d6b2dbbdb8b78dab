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
    public void advanced(Standing standing) {
        long now = System.nanoTime();
        if (now - shownNs < REFRESH_NS && !standing.isFinished()) {
            return;
        }
        shownNs = now;
        err.print(standing.isFinished() ? "\r\u001b[K" : "\r" + line(standing, (now - startedNs) / 1e9) + " \u001b[K");
        err.flush();
    }

    /**
     * How far the run is, in one line.
     *
     * @param seconds since it began
     */
    static String line(Standing standing, double seconds) {
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "%d of %d points, %d of %d replications, %.1f M events/s",
                standing.points(),
                standing.ofPoints(),
                standing.replications(),
                standing.ofReplications(),
                standing.events() / seconds / 1e6));
        if (Double.isFinite(standing.precision())) {
            line.append(String.format(Locale.ROOT, ", widest interval %.1f times what is asked", standing.precision()));
        }
        int simulated = standing.replications() - standing.found();
        if (simulated > 0) {
            int left = standing.ofReplications() - standing.replications();
            line.append(", ").append(time(seconds / simulated * left)).append(" left");
        }
        return line.toString();
    }

    private static String time(double seconds) {
        if (seconds < 120) {
            return String.format(Locale.ROOT, "%.0f s", seconds);
        }
        return seconds < 7200
                ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
                : String.format(Locale.ROOT, "%.1f h", seconds / 3600);
    }
}
