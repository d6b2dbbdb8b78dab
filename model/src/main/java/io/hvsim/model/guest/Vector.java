// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import java.util.Locale;

/** Interrupt vectors of a guest, in the order in which pending ones are taken. */
enum Vector {
    /** The periodic interrupt of the PIT, which only CPU 0 takes. */
    PIT(KernelActions.PIT_INTERRUPT),
    /** The periodic timer of each CPU. */
    TICK(KernelActions.TICK),
    /** Timers of sleeping tasks. */
    TIMER(KernelActions.TIMER_INTERRUPT),
    /** Finished disk requests. */
    DISK(KernelActions.DISK_INTERRUPT),
    /** Packets in the receive ring, or room in the send queue. */
    NETWORK(KernelActions.NET_INTERRUPT),
    /** From another vCPU of the guest. */
    IPI(KernelActions.IPI_INTERRUPT),
    /** Another vCPU of the guest wants a function called, such as a flush of the TLB, and waits for it. */
    CALL(KernelActions.IPI_INTERRUPT),
    /** A request that arises inside the guest; no hardware is involved and nothing is charged. */
    ARRIVAL(null);

    final int bit = 1 << ordinal();
    final String action;

    Vector(String action) {
        this.action = action;
    }

    /** As results spell it. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
