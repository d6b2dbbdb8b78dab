// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.engine.Distribution;
import java.util.List;

/** Where requests come from. */
public sealed interface Load {

    /** No limit on requests that are served at once. */
    int UNLIMITED = Integer.MAX_VALUE;

    /** How many requests the guest serves at once; more wait in the guest until one is done. */
    int workers();

    /** How many tasks serve requests at once, if that is always the same number; else {@link #UNLIMITED}. */
    default int tasks() {
        return UNLIMITED;
    }

    /** The load of the VM of that number in its group, from 0. */
    default Load ofVm(int number) {
        return this;
    }

    /** Requests that arrive whether or not earlier ones are done, with {@code gapNs} between them. */
    record Open(Distribution gapNs, int workers) implements Load {}

    /** Clients that each send the next request some think time after the last response. */
    record Closed(int clients, Distribution thinkNs, int workers) implements Load {
        @Override
        public int tasks() {
            return Math.min(clients, workers);
        }
    }

    /** A fixed number of jobs, of which {@code workers} run at once. The run can end when they are done. */
    record Batch(long jobs, int workers) implements Load {
        @Override
        public int tasks() {
            return workers;
        }
    }

    /** Requests that arrive as {@code series} says. */
    record Arrivals(LoadSeries series, int workers) implements Load {}

    /**
     * Demand for CPU time as {@code series} says, in bursts of a length that the series does not know.
     *
     * @param burstNs CPU time of a burst; its mean is above 0 and finite
     */
    record Demand(LoadSeries series, Distribution burstNs, int workers) implements Load {}

    /** For each VM of a group a load of its own: the VM of number {@code i} has that of {@code i} modulo their number. */
    record OfEach(List<Load> loads) implements Load {
        @Override
        public int workers() {
            return loads.get(0).workers();
        }

        @Override
        public Load ofVm(int number) {
            return loads.get(number % loads.size());
        }
    }

    /** Nothing to do. */
    record Idle() implements Load {
        @Override
        public int workers() {
            return UNLIMITED;
        }
    }
}
