// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * The queue of VMI's lazy MMU mode, call by call: updates made in the mode are queued, and the queue drains when the mode
 * is left, when it is full, and before anything that needs the page tables up to date. {@link LazyMode} prices the sum.
 *
 * <p>Source: Virtual Machine Interface specification 2.0 (2006), SetLazyMode and deferred page-table updates.
 */
public final class LazyQueue {
    private final int capacity;
    private boolean lazy;
    private int queued;
    private int drains;

    /** @param capacity updates that fit; at least 1 */
    public LazyQueue(int capacity) {
        this.capacity = capacity;
    }

    public void enter() {
        lazy = true;
    }

    /** A page-table update that may be deferred; outside the mode it is applied at once. */
    public void update() {
        queued++;
        if (!lazy || queued == capacity) {
            drain();
        }
    }

    /** A page fault, a TLB flush or the invalidation of a page: the queue must be empty first. */
    public void synchronize() {
        if (queued > 0) {
            drain();
        }
    }

    public void leave() {
        synchronize();
        lazy = false;
    }

    /** How often the queue has drained. */
    public int drains() {
        return drains;
    }

    private void drain() {
        queued = 0;
        drains++;
    }
}
