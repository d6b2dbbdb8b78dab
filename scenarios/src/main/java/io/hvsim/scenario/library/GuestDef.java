// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A guest operating system.
 *
 * @param kernel version such as {@code 2.6.20}
 * @param hz timer interrupts per second and vCPU; 0 for none
 * @param napi whether its network drivers poll while packets come (NAPI)
 * @param timesliceNs the guest scheduler's
 * @param interfaces paravirtual interfaces the kernel speaks, name to version, such as {@code vmi} to {@code 3.0}; the
 *     version is empty when the interface has none
 * @param bareMetal whether it boots without a hypervisor
 * @param x2apic whether it drives a local APIC by MSRs where there is one that can be
 * @param haltPolling how its idle loop polls before it halts, where a VM has it do so; empty when it cannot
 * @param locks how its vCPUs wait for each other
 * @param actions by name, in the order of the file
 */
public record GuestDef(
        String name,
        String title,
        String kernel,
        int hz,
        boolean smp,
        boolean tickless,
        boolean napi,
        long timesliceNs,
        Map<String, String> interfaces,
        boolean bareMetal,
        boolean x2apic,
        Optional<HaltPollingDef> haltPolling,
        LocksDef locks,
        Map<String, ActionDef> actions,
        List<Figure> figures)
        implements Definition {

    /**
     * Something the kernel does.
     *
     * @param cycles native cycles per action, by cost column ({@link CpuDef#kernelCosts})
     * @param cyclesPerPage native cycles per page the action is about, by cost column
     * @param operations platform operations per action
     * @param operationsPerPage platform operations per page
     */
    public record ActionDef(
            String name,
            KernelPath path,
            Map<CpuDef.KernelCosts, Figure> cycles,
            Map<CpuDef.KernelCosts, Figure> cyclesPerPage,
            Map<Operation, Figure> operations,
            Map<Operation, Figure> operationsPerPage,
            List<Figure> figures) {}
}
