// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

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
 * @param backEnd empty when serving devices is part of the price of operations
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
        Optional<EmulatedDevice> emulatedDevice,
        TickPolicy missedTicks,
        boolean coalescesDisk,
        Optional<HaltPolling> haltPolling,
        Optional<BackEnd> backEnd,
        Map<String, TechniqueCosts> techniques,
        List<Figure> figures)
        implements Definition {

    /** A thread of the host for each VM that serves its devices, and its weight among the vCPUs. Cycles are of netburst. */
    public record BackEnd(Figure diskRequestCycles, Figure packetCycles, int shares) {}

    /** How long a pCPU watches for a vCPU that halted on it: a window that adapts between nothing and {@code maxNs}. */
    public record HaltPolling(Figure maxNs, Figure grow, Figure growStartNs, Figure shrink) {}

    /** Device register accesses that stand in for one notification of a paravirtual device. */
    public record EmulatedDevice(Figure registersPerRequest, Figure registersPerInterrupt) {}
}
