// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

import io.hvsim.model.engine.RandomStream;

/**
 * The hypervisor's estimate of how much of its memory a VM actively uses: in each period it watches a few pages, picked at
 * random, and counts those that are touched. A slow and a fast moving average smooth the counts; the estimate is the
 * largest of both and the last count, so that it rises at once and falls slowly.
 *
 * <p>Source: Waldspurger, OSDI 2002 (recalled: 100 pages every 30 s; gains not published).
 */
public final class ActiveEstimate {
    /** Weight of a new count in the averages; assumed. */
    private static final double SLOW = 0.1;

    private static final double FAST = 0.5;

    private final int samples;
    private final RandomStream stream;
    private double slow;
    private double fast;
    private double last;

    /**
     * @param samples pages watched in each period, above 0
     * @param first estimate before the first period ends, 0 to 1
     */
    public ActiveEstimate(int samples, double first, RandomStream stream) {
        this.samples = samples;
        this.stream = stream;
        this.slow = first;
        this.fast = first;
        this.last = first;
    }

    /** A period ends in which {@code touchedPart} of all pages were touched. */
    public void period(double touchedPart) {
        int touched = 0;
        for (int i = 0; i < samples; i++) {
            touched += stream.nextDouble() < touchedPart ? 1 : 0;
        }
        last = (double) touched / samples;
        slow += SLOW * (last - slow);
        fast += FAST * (last - fast);
    }

    /** The part of the VM's pages that is taken to be active, 0 to 1. */
    public double part() {
        return Math.max(last, Math.max(slow, fast));
    }
}
