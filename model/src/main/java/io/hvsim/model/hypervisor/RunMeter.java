// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

/** Run time of vCPUs on pCPUs that share a cache. */
final class RunMeter {
    private long ns;
    private long since;
    private int running;

    /** One more vCPU runs ({@code +1}), or one less ({@code -1}). */
    void change(int by, long now) {
        ns = ns(now);
        since = now;
        running += by;
    }

    /** Run time of all up to {@code now}, in nanoseconds. */
    long ns(long now) {
        return ns + running * (now - since);
    }
}
