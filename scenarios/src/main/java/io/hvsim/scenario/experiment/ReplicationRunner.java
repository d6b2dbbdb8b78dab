// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import io.hvsim.model.result.RunResult;

/** Runs single replications of one point of a sweep. Called from several threads at once. */
public interface ReplicationRunner {

    /**
     * Runs one replication.
     *
     * @param warmupNs simulated time to cut, in nanoseconds
     */
    RunResult run(int replication, long warmupNs);
}
