// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

/** Hears how far an experiment is. Called from several threads at once. */
public interface Progress {

    /** Says nothing. */
    Progress SILENT = (done, total, events) -> {};

    /**
     * A replication is done.
     *
     * @param done replications finished so far
     * @param total replications planned so far; may grow when a precision is asked for
     * @param events simulated events so far
     */
    void advanced(int done, int total, long events);
}
