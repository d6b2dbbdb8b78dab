// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.measure;

/**
 * The state of a vCPU; it is in exactly one at any time.
 *
 * <p>Source: Xen, {@code xen/include/public/vcpu.h}.
 */
public enum RunState {
    /** On a pCPU, in the guest or in the hypervisor on its behalf. */
    RUNNING,
    /** Wants a pCPU and has none. */
    RUNNABLE,
    /** Halted: waits for an interrupt. */
    BLOCKED,
    /** Has something to do but is kept from it by the hypervisor: stopped by a migration, or waiting for a page. */
    OFFLINE;

    /** Whether a vCPU in this state wants to run and may not. */
    public boolean isWaiting() {
        return this == RUNNABLE || this == OFFLINE;
    }
}
