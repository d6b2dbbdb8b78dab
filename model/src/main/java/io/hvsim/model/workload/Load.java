// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.Distribution;

/** Where requests come from. */
public sealed interface Load {

    /** No limit on requests that are served at once. */
    int UNLIMITED = Integer.MAX_VALUE;

    /** How many requests the guest serves at once; more wait in the guest until one is done. */
    int workers();

    /** Requests that arrive whether or not earlier ones are done, with {@code gapNs} between them. */
    record Open(Distribution gapNs, int workers) implements Load {}

    /** Clients that each send the next request some think time after the last response. */
    record Closed(int clients, Distribution thinkNs, int workers) implements Load {}

    /** A fixed number of jobs, of which {@code workers} run at once. The run can end when they are done. */
    record Batch(long jobs, int workers) implements Load {}

    /** Nothing to do. */
    record Idle() implements Load {
        @Override
        public int workers() {
            return UNLIMITED;
        }
    }
}
