// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.engine.Simulation;

/**
 * A cache line that CPUs of a guest change by atomic instructions, one at a time and in the order in which they come: known
 * by when the last of them is done, so that contention costs no events.
 *
 * <p>A vCPU that loses its pCPU while it waits has its turn all the same, and waits for the rest when it is back.
 */
final class CacheLine {
    private final Simulation simulation;
    private final long heldNs;
    private long freeAtNs;

    /** @param heldNs how long each change keeps the line, in nanoseconds; 0 or more */
    CacheLine(Simulation simulation, long heldNs) {
        this.simulation = simulation;
        this.heldNs = heldNs;
    }

    /** One more CPU changes the line, from now on; returns how long that takes, waiting included, in nanoseconds. */
    long changeNs() {
        long now = simulation.now();
        freeAtNs = Math.max(freeAtNs, now) + heldNs;
        return freeAtNs - now;
    }
}
