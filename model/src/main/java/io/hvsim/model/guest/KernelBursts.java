// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.technique.Operation;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a guest kernel's own work costs on one platform. Priced once for all VMs that are alike, so that what every
 * interrupt needs stays in the nearest cache.
 */
public final class KernelBursts {
    final GuestKernel kernel;
    final IdlePolicy idlePolicy;
    final Burst switchProcess;
    final Burst wakeRemote;
    /** Waking a task on another CPU that watches its memory for it: no interrupt is sent. */
    final Burst wakeWatching;
    /** From the last task to where the idle policy takes over: to the halted CPU, to polling, or into MWAIT. */
    final Burst idle;
    /** From polling to the halted CPU. */
    final Burst halt;
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
    /** All of these, by {@link Burst#number}. */
    private final List<Burst> all = new ArrayList<>();

    /**
     * @param disk how disk interrupts differ on an emulated disk, or null
     * @param network the same for the network card
     * @param policy what a CPU does while it has nothing to run
     */
    public KernelBursts(ActionPricing pricing, EmulatedDevice disk, EmulatedDevice network, IdlePolicy policy) {
        kernel = pricing.kernel();
        idlePolicy = policy;
        switchProcess = number(one(pricing, KernelActions.SWITCH_PROCESS, null));
        wakeRemote = number(one(pricing, KernelActions.WAKE_REMOTE, null));
        wakeWatching = number(
                pricing.burst(pricing.kernel().action(KernelActions.WAKE_REMOTE).without(EnumSet.of(Operation.IPI))));
        ActionCost toIdle = pricing.kernel().action(KernelActions.IDLE);
        idle = number(pricing.burst(toIdle.without(leftOut(policy))));
        halt = number(pricing.burst(toIdle.only(leftOut(policy))));
        wake = number(pricing.burst(Operation.WAKE));
        sendIpi = number(pricing.burst(Operation.IPI));
        lockHalt = number(pricing.burst(Operation.HLT));
        lockKick = number(pricing.burst(Operation.LOCK_KICK));
        hasPit = pricing.kernel().actions().containsKey(KernelActions.PIT_INTERRUPT);
        for (Vector vector : Vector.values()) {
            EmulatedDevice device = vector == Vector.DISK ? disk : vector == Vector.NETWORK ? network : null;
            boolean charged = vector.action != null && (hasPit || vector != Vector.PIT);
            interrupts[vector.ordinal()] = charged ? number(one(pricing, vector.action, device)) : Burst.EMPTY;
        }
    }

    private Burst number(Burst burst) {
        Burst numbered = burst.numbered(all.size());
        all.add(numbered);
        return numbered;
    }

    /** Accounts of a CPU that executes these. */
    KernelTime accounts() {
        return new KernelTime(all);
    }

    /** The tick is stopped when the CPU halts or waits in MWAIT, not to poll. */
    private static Set<Operation> leftOut(IdlePolicy policy) {
        if (policy instanceof IdlePolicy.Poll) {
            return EnumSet.of(Operation.HLT, Operation.TIMER_SET);
        }
        return policy instanceof IdlePolicy.Mwait ? EnumSet.of(Operation.HLT) : EnumSet.noneOf(Operation.class);
    }

    private static Burst one(ActionPricing pricing, String action, EmulatedDevice device) {
        return pricing.burst(List.of(ActionUse.of(action, 1)), device);
    }

    Burst interrupt(Vector vector) {
        return interrupts[vector.ordinal()];
    }
}
