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

    /** Asks its guest what to execute once whatever happens at this simulated time is over, if it executes it now. */
    void askAgain();

    /** Whether a pCPU runs it, as the steal-time record tells a guest: not while it is preempted or halted. */
    boolean hasPcpu();

    /** How long the guest may spin before the hypervisor is told, in nanoseconds; {@link Long#MAX_VALUE} for ever. */
    long pauseWindowNs();

    /** How far apart two PAUSEs of one loop may be before the time in the loop counts from anew, in nanoseconds. */
    long pauseGapNs();

    /** The guest has spun for {@link #pauseWindowNs()}: a pause-loop exit, which the hypervisor handles before it goes on. */
    void pauseLoop();

    /**
     * The guest has kicked its CPU {@code cpu}, which had halted while it waited for a lock, by a call of the hypervisor; that
     * may go on to give the pCPU to the one that was kicked.
     */
    void kicked(int cpu);

    /** The guest offers its pCPU to its CPU {@code cpu}, if that waits for one: a call of the hypervisor of its own. */
    void yieldTo(int cpu);

    /** Charges the guest's ledgers up to the present, so that they can be read. */
    void sync();
}
