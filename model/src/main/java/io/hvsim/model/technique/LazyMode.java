// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * Batched page-table updates of a paravirtual kernel (VMI's lazy MMU mode): updates are queued, and the queue drains when
 * it is full or the mode is left.
 *
 * @param capacity updates that fit into the queue; at least 1
 * @param enqueueCycles putting one update into the queue
 * @param applyCycles applying one update in the hypervisor
 * @param drainCycles entering the hypervisor to drain the queue once
 */
public record LazyMode(double capacity, double enqueueCycles, double applyCycles, double drainCycles) {

    /** Cycles for {@code updates} updates made in one go: each is queued and applied, and every full queue drains. */
    public double cycles(double updates) {
        return updates * (enqueueCycles + applyCycles) + drains(updates) * drainCycles;
    }

    /** How often the queue drains for {@code updates} updates; 0 for none. */
    public double drains(double updates) {
        return Math.ceil(updates / capacity);
    }
}
