// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

/** Hears how far an experiment is. Called from several threads, one at a time. */
public interface Progress {

    /** Says nothing. */
    Progress SILENT = standing -> {};

    /** A replication or a point is done. */
    void advanced(Standing standing);

    /**
     * How far an experiment is.
     *
     * @param points points that are finished
     * @param ofPoints points in all
     * @param replications replications that are there, found or simulated
     * @param found replications of a former run among them
     * @param ofReplications replications planned so far; grows when a precision is asked for
     * @param events events simulated in this run, pilots included
     * @param precision the widest interval of a point that was looked at so far, as half-width over what was asked; NaN when no
     *     precision is asked or none was looked at
     */
    record Standing(
            int points, int ofPoints, int replications, int found, int ofReplications, long events, double precision) {

        public boolean isFinished() {
            return points == ofPoints;
        }
    }
}
