// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/** A virtual CPU as its guest sees it: it runs what the guest selects, when the hypervisor lets it. */
public interface Processor {

    /**
     * An interrupt is pending. A halted vCPU becomes runnable, a running one asks its guest again what to execute, and one
     * that waits for a pCPU finds the interrupt when it gets there.
     */
    void interrupt();

    /** Whether it executes the guest now: it has a pCPU, and the hypervisor does nothing for it. */
    boolean isInGuest();

    /** Whether it was taken off its pCPU while it had something to do, as the steal-time record tells a guest. */
    boolean isPreempted();

    /** How long the guest may spin before the hypervisor is told, in nanoseconds; {@link Long#MAX_VALUE} for ever. */
    long pauseWindowNs();

    /** The guest has spun for {@link #pauseWindowNs()}: a pause-loop exit, which the hypervisor handles before it goes on. */
    void pauseLoop();

    /** Charges the guest's ledgers up to the present, so that they can be read. */
    void sync();
}
