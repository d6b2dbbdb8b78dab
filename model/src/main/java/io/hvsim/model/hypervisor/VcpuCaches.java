// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.machine.CacheRefill;

/**
 * What a vCPU has left in caches, by where it ran last and how long others ran there since. On the core where it ran it
 * refills what others took of the private caches and of the shared one, on another core of the socket all of the private
 * ones, and on another socket everything. Other vCPUs of its VM count as others; a vCPU that loses its pCPU while it refills
 * counts as done.
 */
final class VcpuCaches {
    private final CacheRefill refill;
    /** Null before the vCPU has run. */
    private Core core;

    private long coreRanNs;
    private long socketRanNs;

    VcpuCaches(CacheRefill refill) {
        this.refill = refill;
    }

    /** The vCPU leaves {@code from}. */
    void leave(Core from, long now) {
        core = from;
        coreRanNs = from.meter.ns(now);
        socketRanNs = from.socket.meter.ns(now);
    }

    /** How long the vCPU refills caches when it begins to run on {@code to}, in nanoseconds. */
    long refillNs(Core to, long now) {
        double ns = to == core ? refill.ofCoreNs(to.meter.ns(now) - coreRanNs) : refill.coreNs();
        ns += core != null && to.socket == core.socket
                ? refill.ofSharedNs(to.socket.meter.ns(now) - socketRanNs)
                : refill.sharedNs();
        return Math.round(ns);
    }
}
