// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

/** Sends the requests of one VM. */
interface RequestSource {

    /** Begins to send requests, now. */
    void start();

    /** The request that {@code worker} served is done and back at its client. */
    void finished(Worker worker);

    /** Whether a worker that has just finished goes on with another job without leaving its CPU; takes that job. */
    default boolean hasNextJob() {
        return false;
    }
}
