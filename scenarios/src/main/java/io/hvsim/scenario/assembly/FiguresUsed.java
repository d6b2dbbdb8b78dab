// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.result.FigureUse;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.CpuDef;
import io.hvsim.scenario.library.DeviceDef;
import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.HaltPollingDef;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.InterruptController;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Collects the figures of the library that results rest on. */
public final class FiguresUsed {
    private final Map<String, Figure> figures = new LinkedHashMap<>();

    /** The figures that any of {@code points} rests on, each once, in the order in which they are met. */
    public static List<FigureUse> by(List<ScenarioSpec> points) {
        return of(points).stream().map(Figure::use).toList();
    }

    /** The same, as they stand in the library. */
    public static List<Figure> of(List<ScenarioSpec> points) {
        FiguresUsed used = new FiguresUsed();
        points.forEach(used::add);
        return List.copyOf(used.figures.values());
    }

    private void add(ScenarioSpec spec) {
        addMachine(spec);
        HypervisorDef hypervisor = spec.hypervisor();
        add(hypervisor.scheduler().figures());
        add(List.of(hypervisor.vcpuSwitchCycles()));
        spec.overcommit().ifPresent(each -> {
            add(each.reclamation().figures());
            add(each.swapDisk().figures());
        });
        for (VmSpec vm : spec.vms()) {
            hypervisor
                    .backEnd(vm.devices().backEnd())
                    .ifPresent(each -> add(List.of(each.diskRequestCycles(), each.packetCycles())));
        }
        hypervisor.haltPolling().ifPresent(this::add);
        hypervisor.pauseLoops().ifPresent(each -> add(each.figures()));
        for (VmSpec vm : spec.vms()) {
            add(hypervisor, Techniques.of(spec, vm).technique(), vm.interruptController());
            if (vm.idle() == VmSpec.Idle.POLL) {
                vm.guest().haltPolling().ifPresent(this::add);
            }
            add(vm.guest().locks().figures(Techniques.costs(spec, vm).waitingAids()));
            addActions(vm, spec.host().cpu());
            add(vm.workload().figures());
            add(vm.devices().disk().figures());
            add(vm.devices().net().figures());
            vm.migration().ifPresent(migration -> add(migration.figures()));
            addRegisters(hypervisor, vm.devices().diskPath(), vm.devices().diskModel());
            addRegisters(hypervisor, vm.devices().netPath(), vm.devices().netModel());
        }
    }

    /** Turbo and caches count only where they are asked for. */
    private void addMachine(ScenarioSpec spec) {
        HostDef host = spec.host();
        Set<Figure> idle = new HashSet<>();
        if (!spec.turbo()) {
            host.turbo().forEach(step -> idle.add(step.clockHz()));
        }
        if (spec.vms().stream().noneMatch(vm -> vm.workload().footprintBytes().isPresent())) {
            host.cpu().caches().ifPresent(caches -> idle.addAll(caches.figures()));
        }
        add(host.figures().stream().filter(each -> !idle.contains(each)).toList());
        add(host.cpu().figures().stream().filter(each -> !idle.contains(each)).toList());
    }

    private void addRegisters(HypervisorDef hypervisor, VmSpec.DevicePath path, Optional<DeviceDef> model) {
        if (path == VmSpec.DevicePath.EMULATED) {
            model.map(DeviceDef::registers)
                    .or(hypervisor::emulatedDevice)
                    .ifPresent(each -> add(List.of(each.perRequest(), each.perInterrupt())));
        }
    }

    private void add(HypervisorDef hypervisor, String technique, Optional<InterruptController> controller) {
        TechniqueCosts costs = hypervisor.techniques().get(technique);
        add(costs.figuresWith(controller));
        costs.fallsBackTo().ifPresent(below -> add(hypervisor, below, controller));
    }

    private void add(HaltPollingDef polling) {
        add(List.of(polling.maxNs(), polling.grow(), polling.growStartNs(), polling.shrink()));
    }

    private void addActions(VmSpec vm, CpuDef cpu) {
        Set<String> actions = new TreeSet<>(KernelActions.ALL);
        if (PlatformAssembly.ticksTwice(vm)) {
            actions.add(KernelActions.PIT_INTERRUPT);
        }
        actions.addAll(vm.workload().actions());
        for (String name : actions) {
            GuestDef.ActionDef action = vm.guest().actions().get(name);
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
        more.forEach(figure -> figures.putIfAbsent(figure.path(), figure));
    }
}
