// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.scenario.experiment.Progress;
import java.io.PrintWriter;

/**
 * What is said beside the answer.
 *
 * @param quiet whether only warnings are said
 */
record Messages(PrintWriter err, boolean quiet) {

    /** The progress of a run; silent where it would disturb. */
    Progress progress() {
        return quiet ? Progress.SILENT : TerminalProgress.onTerminal(err);
    }

    void warn(String sentence) {
        err.println("hvsim: warning: " + sentence);
        err.flush();
    }

    void say(String sentence) {
        if (!quiet) {
            err.println("hvsim: " + sentence);
            err.flush();
        }
    }
}
