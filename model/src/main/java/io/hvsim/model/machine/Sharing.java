// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

/**
 * What pCPUs lose to what they share.
 *
 * @param threadSpeed speed of a hardware thread when both of its core are busy, as a share of its speed alone; above 0, at
 *     most 1
 * @param remoteLatency latency of memory of another socket, local memory = 1; 1 or more
 * @param turbo what cores of a socket lose to each other's power
 */
public record Sharing(double threadSpeed, double remoteLatency, Turbo turbo) {
    /** Threads and sockets that do not notice each other. */
    public static final Sharing NONE = new Sharing(1, 1);

    /** Without turbo. */
    public Sharing(double threadSpeed, double remoteLatency) {
        this(threadSpeed, remoteLatency, Turbo.NONE);
    }

    /**
     * Speed of each thread of a core of which {@code busy} are; each further thread adds as much to the core as the second.
     */
    public double speed(int busy) {
        return busy <= 1 ? 1 : (1 + (busy - 1) * (2 * threadSpeed - 1)) / busy;
    }

    /**
     * Speed with memory on another socket.
     *
     * @param stalls share of the time that goes into waiting for memory while all of it is local, 0 to 1
     * @param remote share of the memory accessed that is on other sockets, 0 to 1
     */
    public double remoteSpeed(double stalls, double remote) {
        return 1 / (1 + stalls * remote * (remoteLatency - 1));
    }
}
