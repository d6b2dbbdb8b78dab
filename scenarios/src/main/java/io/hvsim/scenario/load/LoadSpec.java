// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.load;

import io.hvsim.scenario.figure.DistributionSpec;
import java.util.OptionalInt;

/** How work comes to a VM. Each VM of a group has a source of its own with these parameters. */
public sealed interface LoadSpec {

    /** Requests that are under way in the guest at a time, at most; empty for no limit. */
    OptionalInt workers();

    /**
     * Requests arrive from outside whatever the system does.
     *
     * @param ratePerSecond mean arrivals per second and VM
     * @param interarrivalNs time between arrivals; its mean is 1 / {@code ratePerSecond}
     */
    record Open(double ratePerSecond, DistributionSpec interarrivalNs, OptionalInt workers) implements LoadSpec {}

    /**
     * A fixed number of clients, each of which thinks, asks and waits for the answer.
     *
     * @param thinkNs time between an answer and the client's next request
     */
    record Closed(int clients, DistributionSpec thinkNs, OptionalInt workers) implements LoadSpec {}

    /**
     * A fixed amount of work, there from the start.
     *
     * @param jobs units of work in all, per VM
     */
    record Batch(long jobs, OptionalInt workers) implements LoadSpec {}
}
