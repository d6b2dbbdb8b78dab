// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.device.BackEndModel;
import io.hvsim.model.guest.ActionCost;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.guest.NiceTimeslice;
import io.hvsim.model.guest.Synchronization;
import io.hvsim.model.hypervisor.HaltPolling;
import io.hvsim.model.machine.CpuGeneration;
import io.hvsim.model.machine.Host;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.scheduling.Parameters;
import io.hvsim.model.technique.CallTable;
import io.hvsim.model.technique.Charge;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.technique.ExitPath;
import io.hvsim.model.technique.Isolation;
import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.technique.LazyMode;
import io.hvsim.model.technique.MemoryUse;
import io.hvsim.model.technique.Nesting;
import io.hvsim.model.technique.Operation;
import io.hvsim.model.technique.PlatformCosts;
import io.hvsim.scenario.figure.Bound;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.CpuDef;
import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Mitigations;
import io.hvsim.scenario.library.SchedulerDef;
import io.hvsim.scenario.library.TechniqueCosts;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the model's machine, kernel and costs from library definitions.
 *
 * @param bound which end of ranged figures to take
 * @param mitigations what each hardware exit pays for
 */
record PlatformAssembly(Bound bound, Mitigations mitigations) {
    /** Interfaces that a kernel image carries without being bound to one hypervisor. */
    private static final Set<String> TRANSPARENT = Set.of("vmi", "pv-ops");

    Host host(HostDef host) {
        return new Host(host.name(), cpu(host.cpu()), host.clockHz(), host.topology(), Sharing.NONE);
    }

    private CpuGeneration cpu(CpuDef cpu) {
        return new CpuGeneration(
                cpu.name(),
                cpu.features(),
                at(cpu.workPerCycle()),
                at(cpu.kernelScale()),
                at(cpu.trapScale()),
                cpu.exitRoundTripCycles().map(this::at).orElse(0.0) + mitigationCycles(cpu.mitigationExitCycles()),
                at(cpu.exitPollution()),
                at(cpu.callSiteCycles()));
    }

    private double mitigationCycles(Map<Mitigations, Figure> added) {
        Figure cycles = added.get(mitigations);
        return cycles == null ? 0 : at(cycles);
    }

    /** The guest kernel with the native costs of {@code cpu}, and the time slice of tasks of {@code nice}. */
    GuestKernel kernel(GuestDef guest, CpuDef cpu, int nice) {
        Map<String, ActionCost> actions = new LinkedHashMap<>();
        guest.actions().forEach((name, action) -> actions.put(name, action(action, cpu)));
        if (!hasPit(guest)) {
            actions.remove(KernelActions.PIT_INTERRUPT);
        }
        return new GuestKernel(
                guest.name(),
                guest.hz(),
                guest.tickless(),
                NiceTimeslice.of(guest.timesliceNs(), nice),
                isTransparent(guest),
                Synchronization.PLAIN,
                actions);
    }

    /**
     * A kernel for one CPU ticks by the PIT alone, a tickless one by the local APIC as a one-shot clock, and one that needs
     * its hypervisor by that one's timer; only the rest ticks by both.
     */
    static boolean hasPit(GuestDef guest) {
        return guest.smp() && !guest.tickless() && guest.bareMetal();
    }

    private static boolean isTransparent(GuestDef guest) {
        return guest.interfaces().keySet().stream().anyMatch(TRANSPARENT::contains);
    }

    private ActionCost action(GuestDef.ActionDef action, CpuDef cpu) {
        double scale = at(cpu.kernelScale());
        return new ActionCost(
                action.path(),
                scale * column(action.cycles(), cpu),
                scale * column(action.cyclesPerPage(), cpu),
                counts(action.operations()),
                counts(action.operationsPerPage()));
    }

    private double column(Map<CpuDef.KernelCosts, Figure> columns, CpuDef cpu) {
        Figure figure = columns.get(cpu.kernelCosts());
        return figure == null ? 0 : at(figure);
    }

    private Map<Operation, Double> counts(Map<Operation, Figure> figures) {
        Map<Operation, Double> counts = new EnumMap<>(Operation.class);
        figures.forEach((operation, figure) -> counts.put(operation, at(figure)));
        return counts;
    }

    /** What {@code guest}'s operations cost under {@code chosen}, one of the techniques of {@code hypervisor}. */
    CostModel costs(
            HostDef host,
            HypervisorDef hypervisor,
            TechniqueCosts chosen,
            GuestDef guest,
            MemoryUse memory,
            boolean largePages) {
        PlatformCosts costs = platformCosts(chosen, largePages);
        if (chosen.fallsBackTo().isPresent()) {
            TechniqueCosts below =
                    hypervisor.techniques().get(chosen.fallsBackTo().get());
            costs = costs.withPartialInterface(chosen.calls(), platformCosts(below, largePages));
        }
        return new CostModel(
                cpu(host.cpu()),
                chosen.definition().technique(),
                costs,
                callTable(guest, chosen),
                memory,
                exitPath(chosen, host.cpu()));
    }

    /** The model's way of an exit is in cycles of the CPU, the library's in cycles of NetBurst. */
    private ExitPath exitPath(TechniqueCosts costs, CpuDef cpu) {
        double scale = at(cpu.trapScale());
        double hop = costs.userHopCycles()
                .map(each -> scale * at(each) + mitigationCycles(cpu.mitigationHopCycles()))
                .orElse(0.0);
        Isolation isolation = costs.isolation()
                .map(each -> new Isolation(
                        scale * at(each.exitCycles()),
                        scale * at(each.copyByteCycles()),
                        scale * at(each.copyBufferCycles())))
                .orElse(Isolation.NONE);
        Nesting nesting = costs.nesting()
                .map(each -> new Nesting(
                        scale * at(each.switchCycles()),
                        at(each.traps()),
                        at(each.userTraps()),
                        scale * at(each.trapCycles()),
                        at(each.accesses()),
                        scale * at(each.accessCycles())))
                .orElse(null);
        return new ExitPath(hop, isolation, nesting);
    }

    private static CallTable callTable(GuestDef guest, TechniqueCosts chosen) {
        boolean spoken = chosen.definition().needs().guestInterface().isPresent();
        if (spoken) {
            return CallTable.ofParavirtKernel(chosen.calls());
        }
        return isTransparent(guest) ? CallTable.ofParavirtKernel(Set.of()) : CallTable.ofPlainKernel();
    }

    private PlatformCosts platformCosts(TechniqueCosts costs, boolean largePages) {
        List<Double> kappa = new ArrayList<>();
        for (KernelPath path : KernelPath.values()) {
            Figure figure = costs.kappa().get(path);
            kappa.add(figure == null ? 1 : at(figure));
        }
        Map<Operation, List<Charge>> operations = new EnumMap<>(Operation.class);
        costs.operations()
                .forEach((operation, charges) -> operations.put(
                        operation,
                        charges.stream()
                                .map(charge -> new Charge(charge.reason(), at(charge.count()), at(charge.cycles())))
                                .toList()));
        return new PlatformCosts(
                kappa,
                at(costs.dilation()),
                at(largePages ? costs.walkFactorLarge() : costs.walkFactor()),
                at(costs.fillOnWrite()),
                operations,
                costs.adaptedPteWriteCycles().map(this::at).orElse(Double.NaN),
                costs.rootsKept().orElse(Integer.MAX_VALUE),
                costs.batch().map(this::lazyMode).orElse(null),
                costs.calls());
    }

    private LazyMode lazyMode(TechniqueCosts.Batch batch) {
        return new LazyMode(
                at(batch.capacity()), at(batch.enqueueCycles()), at(batch.applyCycles()), at(batch.drainCycles()));
    }

    Parameters parameters(SchedulerDef scheduler) {
        Parameters parameters = new Parameters();
        scheduler.numbers().forEach((name, figure) -> parameters.with(name, at(figure)));
        scheduler.words().forEach(parameters::with);
        return parameters;
    }

    HaltPolling haltPolling(HypervisorDef.HaltPolling polling) {
        return new HaltPolling(
                Math.round(at(polling.maxNs())),
                (int) Math.round(at(polling.grow())),
                Math.round(at(polling.growStartNs())),
                (int) Math.round(at(polling.shrink())));
    }

    BackEndModel backEnd(HypervisorDef.BackEnd backEnd) {
        return new BackEndModel(at(backEnd.diskRequestCycles()), at(backEnd.packetCycles()), backEnd.shares());
    }

    double at(Figure figure) {
        return figure.at(bound);
    }
}
