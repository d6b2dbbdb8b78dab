// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

/** Where the replications of an experiment are run. Results do not depend on it. */
public interface Site {

    /** On the threads of the experiment. */
    Site HERE = (point, plan) -> plan.runner();

    /**
     * What runs the replications of a point; the call of {@link ReplicationRunner#run} lasts until the replication is over.
     *
     * @param point its place in the experiment
     */
    ReplicationRunner runner(int point, PointPlan plan);
}
