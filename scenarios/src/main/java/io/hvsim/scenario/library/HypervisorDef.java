// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.device.NotificationSuppression;
import io.hvsim.model.guest.TickPolicy;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A hypervisor version, or bare metal.
 *
 * @param prefers techniques in the order in which {@code technique: auto} takes the first that can be had
 * @param vcpuSwitchCycles cycles on netburst to put another vCPU on a pCPU
 * @param emulatedDevice what an emulated device needs; empty when the hypervisor emulates none
 * @param missedTicks what becomes of a guest's clock ticks while its vCPU waits for a pCPU, without paravirtual timer
 * @param coalescesDisk whether it coalesces completion interrupts of virtual disks by commands in flight
 * @param haltPolling empty when it does not watch for halted vCPUs
 * @param pauseLoops empty when guests spin unnoticed
 * @param backEnd which of the back ends serves VMs that name none; empty when serving devices is then part of the price of
 *     operations
 * @param backEnds ways for the host to serve paravirtual and emulated devices, by name
 * @param techniques by name, in the order of the file
 */
public record HypervisorDef(
        String name,
        String title,
        String vendor,
        String version,
        Set<String> capabilities,
        List<String> prefers,
        SchedulerDef scheduler,
        Figure vcpuSwitchCycles,
        Optional<DeviceDef.Registers> emulatedDevice,
        TickPolicy missedTicks,
        boolean coalescesDisk,
        Optional<HaltPollingDef> haltPolling,
        Optional<PauseLoopsDef> pauseLoops,
        Optional<String> backEnd,
        Map<String, BackEnd> backEnds,
        Map<String, TechniqueCosts> techniques,
        List<Figure> figures)
        implements Definition {

    /** The back end of a VM that asks for {@code name}, or for none. */
    public Optional<BackEnd> backEnd(Optional<String> name) {
        return name.or(() -> backEnd).map(backEnds::get);
    }

    /** A thread of the host for each VM that serves its devices, and its weight among the vCPUs. Cycles are of netburst. */
    public record BackEnd(
            Figure diskRequestCycles, Figure packetCycles, NotificationSuppression suppression, int shares) {}
}
