// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.device;

import io.hvsim.model.engine.Distribution;

/**
 * A disk or array. Up to {@code queueDepth} requests are inside; further ones wait in the driver's queue, in order of
 * arrival. Inside, a request waits for one of {@code parallel} places, is served there, and its data then crosses the one
 * link of the disk.
 *
 * @param readNs time that a place is busy with a read, in nanoseconds, without the transfer over the link
 * @param writeNs the same for a write
 * @param parallel how many requests are served at once; at least 1
 * @param striped whether the address of a request, which is random, decides on its place, so that one place may have a
 *     queue while others idle; else any free place takes the next request
 * @param queueDepth how many requests are inside at most; at least 1
 * @param reorderGain by how much each doubling of the requests that wait for a place raises its rate, as a share of the
 *     rate without a choice: heads move less when the order is free; 0 for disks without heads
 * @param bytesPerSecond data rate of the link; {@link #UNLIMITED} when transfers are part of the service times
 * @param coalesces whether the hypervisor coalesces completion interrupts by commands in flight
 */
public record DiskModel(
        Distribution readNs,
        Distribution writeNs,
        int parallel,
        boolean striped,
        int queueDepth,
        double reorderGain,
        double bytesPerSecond,
        boolean coalesces) {

    /** The data rate of a link that takes no time. */
    public static final double UNLIMITED = Double.POSITIVE_INFINITY;
}
