// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.guest.ActionCost;
import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.guest.Synchronization;
import io.hvsim.model.machine.Host;
import io.hvsim.model.technique.CallTable;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.technique.MemoryUse;
import io.hvsim.model.technique.PlatformCosts;
import io.hvsim.model.technique.Technique;
import java.util.HashMap;
import java.util.Map;

/** A thread of the host is scheduled as a vCPU whose kernel takes no time: all it does is in the work it is given. */
final class HostThread {
    private static final Technique NATIVE = new Technique(
            "host thread",
            Technique.CpuChoice.NATIVE,
            Technique.MmuChoice.NATIVE,
            Technique.InterruptChoice.NATIVE,
            Technique.TimerChoice.NATIVE,
            Technique.DeviceChoice.NATIVE);

    private HostThread() {}

    static ActionPricing pricing(Host host) {
        Map<String, ActionCost> free = new HashMap<>();
        KernelActions.ALL.forEach(action -> free.put(action, ActionCost.FREE));
        GuestKernel kernel =
                new GuestKernel("host thread", 0, true, Long.MAX_VALUE, false, Synchronization.PLAIN, free);
        CostModel costs =
                new CostModel(host.cpu(), NATIVE, PlatformCosts.NATIVE, CallTable.ofPlainKernel(), MemoryUse.LIGHT);
        return new ActionPricing(kernel, costs, host);
    }
}
