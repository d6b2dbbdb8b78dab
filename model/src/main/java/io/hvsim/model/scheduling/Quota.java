// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;

/**
 * CPU time of a VM under bandwidth control: a quota for each period, from which pCPUs take slices as its vCPUs run there.
 * When nothing is left, a pCPU that has used up its slice throttles the VM until the next period begins. A pCPU on which the
 * VM goes to sleep gives the rest of its slice back, except for a little. What a pCPU still has does not expire.
 */
final class Quota {

    /**
     * Tunables.
     *
     * @param periodNs the time for which the limit holds
     * @param sliceNs what a pCPU takes at a time
     * @param keptNs what a pCPU keeps of it when the VM sleeps
     */
    record Rules(long periodNs, long sliceNs, long keptNs) {}

    private final Rules rules;
    private final long quotaNs;
    private long leftNs;
    /** Expires when a period begins; not armed while the VM sleeps and so has its whole quota. */
    Timer period;

    /** What each pCPU has; below 0 if the VM ran on unnoticed. */
    private final long[] remainingNs;

    private final boolean[] throttled;

    /** @param limit pCPUs' worth of time */
    Quota(Rules rules, double limit, int pcpus) {
        this.rules = rules;
        this.quotaNs = Math.round(limit * rules.periodNs);
        this.leftNs = quotaNs;
        this.remainingNs = new long[pcpus];
        this.throttled = new boolean[pcpus];
    }

    /** The VM ran on {@code pcpu} for {@code ns}, maybe 0. */
    void charge(int pcpu, long ns) {
        remainingNs[pcpu] -= ns;
        if (remainingNs[pcpu] <= 0) {
            long taken = Math.min(leftNs, rules.sliceNs - remainingNs[pcpu]);
            leftNs -= taken;
            remainingNs[pcpu] += taken;
        }
    }

    /** Whether {@code pcpu} has nothing left and could take nothing. */
    boolean isUsedUp(int pcpu) {
        return remainingNs[pcpu] <= 0;
    }

    /** Whether a vCPU may join the queue of {@code pcpu}; if not, the VM is throttled there. */
    boolean admits(int pcpu) {
        if (!throttled[pcpu]) {
            charge(pcpu, 0);
            throttled[pcpu] = isUsedUp(pcpu);
        }
        return !throttled[pcpu];
    }

    boolean isThrottled(int pcpu) {
        return throttled[pcpu];
    }

    void throttle(int pcpu) {
        throttled[pcpu] = true;
    }

    /** No vCPU of the VM is runnable on {@code pcpu} any more. */
    void slept(int pcpu) {
        long spareNs = remainingNs[pcpu] - rules.keptNs;
        if (spareNs > 0) {
            remainingNs[pcpu] -= spareNs;
            leftNs += spareNs;
        }
    }

    /** A period begins. */
    void refill() {
        leftNs = quotaNs;
    }

    /** Whether the VM goes on where it was throttled: what was overdrawn there is paid first. */
    boolean resume(int pcpu) {
        if (!throttled[pcpu]) {
            return false;
        }
        long paidNs = Math.min(leftNs, 1 - remainingNs[pcpu]);
        leftNs -= paidNs;
        remainingNs[pcpu] += paidNs;
        throttled[pcpu] = remainingNs[pcpu] <= 0;
        return !throttled[pcpu];
    }
}
