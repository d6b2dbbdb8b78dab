// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/** A virtual CPU as its guest sees it: it runs what the guest selects, when the hypervisor lets it. */
public interface Processor {

    /**
     * An interrupt is pending. A halted vCPU becomes runnable, a running one asks its guest again what to execute, and one
     * that waits for a pCPU finds the interrupt when it gets there.
     */
    void interrupt();

    /** Charges the guest's ledgers up to the present, so that they can be read. */
    void sync();
}
