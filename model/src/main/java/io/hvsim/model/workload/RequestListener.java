// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

/** Hears of the requests of a VM. */
public interface RequestListener {

    void arrived();

    /**
     * A request is done.
     *
     * @param blame nanoseconds by cause, valid only during the call; they add up to {@code latencyNs}
     */
    void completed(long latencyNs, long[] blame);

    /** All jobs of a batch are done. */
    void batchDone();
}
