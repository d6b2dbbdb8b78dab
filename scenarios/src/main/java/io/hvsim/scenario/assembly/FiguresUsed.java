// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.result.FigureUse;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.CpuDef;
import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.library.WorkloadDef;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Collects the figures of the library that results rest on. */
public final class FiguresUsed {
    private final Map<String, FigureUse> figures = new LinkedHashMap<>();

    /** The figures that any of {@code points} rests on, each once, in the order in which they are met. */
    public static List<FigureUse> by(List<ScenarioSpec> points) {
        FiguresUsed used = new FiguresUsed();
        points.forEach(used::add);
        return List.copyOf(used.figures.values());
    }

    private void add(ScenarioSpec spec) {
        add(spec.host().figures());
        add(spec.host().cpu().figures());
        HypervisorDef hypervisor = spec.hypervisor();
        add(hypervisor.scheduler().figures());
        add(List.of(hypervisor.vcpuSwitchCycles()));
        hypervisor.backEnd().ifPresent(each -> add(List.of(each.diskRequestCycles(), each.packetCycles())));
        hypervisor
                .haltPolling()
                .ifPresent(each -> add(List.of(each.maxNs(), each.grow(), each.growStartNs(), each.shrink())));
        for (VmSpec vm : spec.vms()) {
            add(hypervisor, Techniques.of(spec, vm).technique());
            add(vm.guest(), spec.host().cpu(), vm.workload());
            add(vm.workload().figures());
            add(vm.devices().disk().figures());
            add(vm.devices().net().figures());
            if (vm.devices().diskPath() == VmSpec.DevicePath.EMULATED
                    || vm.devices().netPath() == VmSpec.DevicePath.EMULATED) {
                hypervisor
                        .emulatedDevice()
                        .ifPresent(each -> add(List.of(each.registersPerRequest(), each.registersPerInterrupt())));
            }
        }
    }

    private void add(HypervisorDef hypervisor, String technique) {
        TechniqueCosts costs = hypervisor.techniques().get(technique);
        add(costs.figures());
        costs.fallsBackTo().ifPresent(below -> add(hypervisor, below));
    }

    private void add(GuestDef guest, CpuDef cpu, WorkloadDef workload) {
        Set<String> actions = new TreeSet<>(KernelActions.ALL);
        if (PlatformAssembly.hasPit(guest)) {
            actions.add(KernelActions.PIT_INTERRUPT);
        }
        actions.addAll(workload.actions());
        for (String name : actions) {
            GuestDef.ActionDef action = guest.actions().get(name);
            if (action == null) {
                continue;
            }
            add(action.cycles(), cpu);
            add(action.cyclesPerPage(), cpu);
            add(List.copyOf(action.operations().values()));
            add(List.copyOf(action.operationsPerPage().values()));
        }
    }

    private void add(Map<CpuDef.KernelCosts, Figure> columns, CpuDef cpu) {
        Figure figure = columns.get(cpu.kernelCosts());
        if (figure != null) {
            add(List.of(figure));
        }
    }

    private void add(List<Figure> more) {
        more.forEach(figure -> figures.putIfAbsent(figure.path(), figure.use()));
    }
}
