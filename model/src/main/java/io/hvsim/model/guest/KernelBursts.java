// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.technique.Operation;
import java.util.List;

/** What the guest kernel's own work costs on one platform, priced once per VM. */
final class KernelBursts {
    final Burst switchProcess;
    final Burst wakeRemote;
    final Burst idle;
    /** What the hypervisor takes to bring the CPU back from its halt. */
    final Burst wake;

    /** Sending an interrupt to another vCPU. */
    final Burst sendIpi;
    /** Halting while waiting for a spinlock. */
    final Burst lockHalt;
    /** Waking a vCPU that has halted while waiting for a spinlock. */
    final Burst lockKick;

    /** Whether the kernel takes an interrupt of the PIT beside those of each CPU's own timer. */
    final boolean hasPit;

    private final Burst[] interrupts = new Burst[Vector.values().length];

    KernelBursts(ActionPricing pricing, EmulatedDevice disk, EmulatedDevice network) {
        switchProcess = one(pricing, KernelActions.SWITCH_PROCESS, null);
        wakeRemote = one(pricing, KernelActions.WAKE_REMOTE, null);
        idle = one(pricing, KernelActions.IDLE, null);
        wake = pricing.burst(Operation.WAKE);
        sendIpi = pricing.burst(Operation.IPI);
        lockHalt = pricing.burst(Operation.HLT);
        lockKick = pricing.burst(Operation.IPI);
        hasPit = pricing.kernel().actions().containsKey(KernelActions.PIT_INTERRUPT);
        for (Vector vector : Vector.values()) {
            EmulatedDevice device = vector == Vector.DISK ? disk : vector == Vector.NETWORK ? network : null;
            boolean charged = vector.action != null && (hasPit || vector != Vector.PIT);
            interrupts[vector.ordinal()] = charged ? one(pricing, vector.action, device) : Burst.EMPTY;
        }
    }

    private static Burst one(ActionPricing pricing, String action, EmulatedDevice device) {
        return pricing.burst(List.of(ActionUse.of(action, 1)), device);
    }

    Burst interrupt(Vector vector) {
        return interrupts[vector.ordinal()];
    }
}
