// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.device.BackEndModel;
import io.hvsim.model.guest.ActionCost;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.guest.IdlePolicy;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.guest.LockModel;
import io.hvsim.model.guest.MutexModel;
import io.hvsim.model.guest.NiceTimeslice;
import io.hvsim.model.guest.Synchronization;
import io.hvsim.model.hypervisor.HaltPolling;
import io.hvsim.model.hypervisor.PauseLoops;
import io.hvsim.model.machine.CacheRefill;
import io.hvsim.model.machine.CpuGeneration;
import io.hvsim.model.machine.Host;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.machine.Turbo;
import io.hvsim.model.memory.DirtyTracking;
import io.hvsim.model.memory.HostMemoryPlan;
import io.hvsim.model.memory.IdleTax;
import io.hvsim.model.memory.MigrationPlan;
import io.hvsim.model.memory.MigrationPolicy;
import io.hvsim.model.memory.Page;
import io.hvsim.model.memory.PageUse;
import io.hvsim.model.memory.ReclamationPolicy;
import io.hvsim.model.memory.SharingScan;
import io.hvsim.model.memory.VmMemory;
import io.hvsim.model.scheduling.Parameters;
import io.hvsim.model.technique.CallTable;
import io.hvsim.model.technique.Cause;
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
import io.hvsim.model.technique.ShadowPaging;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.figure.FigureValues;
import io.hvsim.scenario.library.CpuDef;
import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.HaltPollingDef;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.InterruptController;
import io.hvsim.scenario.library.LocksDef;
import io.hvsim.scenario.library.MigrationDef;
import io.hvsim.scenario.library.Mitigations;
import io.hvsim.scenario.library.MutexesDef;
import io.hvsim.scenario.library.PauseLoopsDef;
import io.hvsim.scenario.library.ReclamationDef;
import io.hvsim.scenario.library.SchedulerDef;
import io.hvsim.scenario.library.SpinLocksDef;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.library.WaitingAid;
import io.hvsim.scenario.library.WorkloadDef;
import io.hvsim.scenario.spec.MemorySpec;
import io.hvsim.scenario.spec.VmSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the model's machine, kernel and costs from library definitions.
 *
 * @param values which value to take of each figure
 * @param mitigations what each hardware exit pays for
 * @param turbo whether clocks depend on how many cores are active
 */
record PlatformAssembly(FigureValues values, Mitigations mitigations, boolean turbo) {
    /** Interfaces that a kernel image carries without being bound to one hypervisor. */
    private static final Set<String> TRANSPARENT = Set.of("vmi", "pv-ops");
    /** Entries of a page-modification log; Intel Software Developer's Manual, volume 3. */
    private static final int PML_ENTRIES = 512;
    /** A cache line of every CPU of the library that has caches. */
    private static final double LINE_BYTES = 64;

    Host host(HostDef host) {
        double threadSpeed = host.cpu().threadSpeed().map(this::at).orElse(1.0);
        Turbo steps = turbo ? turbo(host) : Turbo.NONE;
        Sharing sharing = new Sharing(threadSpeed, at(host.remoteLatency()), steps);
        return new Host(host.name(), cpu(host.cpu()), host.clockHz() * steps.gain(), host.topology(), sharing);
    }

    private Turbo turbo(HostDef host) {
        double[] steps = new double[host.coresPerSocket()];
        int known = 0;
        double clockHz = 0;
        for (HostDef.TurboStep step : host.turbo()) {
            clockHz = at(step.clockHz());
            while (known < Math.min(step.cores(), steps.length)) {
                steps[known++] = clockHz;
            }
        }
        Arrays.fill(steps, known, steps.length, clockHz);
        return new Turbo(host.clockHz(), steps);
    }

    /** What filling caches with the footprint of a workload takes; null without a footprint. */
    CacheRefill refill(HostDef host, WorkloadDef workload) {
        if (workload.footprintBytes().isEmpty()) {
            return null;
        }
        CpuDef.CachesDef caches = host.cpu().caches().orElseThrow();
        double footprint = at(workload.footprintBytes().get());
        double clockHz = host(host).clockHz();
        return new CacheRefill(
                fillNs(Math.min(footprint, at(caches.coreBytes())), caches.coreFillCycles(), clockHz),
                at(caches.coreTurnoverNs()),
                fillNs(Math.min(footprint, at(caches.sharedBytes())), caches.sharedFillCycles(), clockHz),
                at(caches.sharedTurnoverNs()));
    }

    private double fillNs(double bytes, Figure lineCycles, double clockHz) {
        return bytes / LINE_BYTES * at(lineCycles) * 1e9 / clockHz;
    }

    private CpuGeneration cpu(CpuDef cpu) {
        return new CpuGeneration(
                cpu.name(),
                at(cpu.workPerCycle()),
                at(cpu.trapScale()),
                cpu.exitRoundTripCycles().map(this::at).orElse(0.0) + mitigationCycles(cpu.mitigationExitCycles()),
                at(cpu.exitPollution()),
                at(cpu.callSiteCycles()));
    }

    private double mitigationCycles(Map<Mitigations, Figure> added) {
        Figure cycles = added.get(mitigations);
        return cycles == null ? 0 : at(cycles);
    }

    /** The guest kernel of {@code vm} with the native costs of {@code cpu} and what the hypervisor offers to its waiters. */
    GuestKernel kernel(VmSpec vm, CpuDef cpu, List<WaitingAid> aids) {
        GuestDef guest = vm.guest();
        Map<String, ActionCost> actions = new LinkedHashMap<>();
        guest.actions().forEach((name, action) -> actions.put(name, action(action, cpu)));
        if (!ticksTwice(vm)) {
            actions.remove(KernelActions.PIT_INTERRUPT);
        }
        return new GuestKernel(
                guest.name(),
                guest.hz(),
                guest.tickless(),
                NiceTimeslice.of(guest.timesliceNs(), vm.workload().nice()),
                isTransparent(guest),
                guest.napi(),
                synchronization(guest.locks(), aids),
                actions);
    }

    private Synchronization synchronization(LocksDef locks, List<WaitingAid> aids) {
        return new Synchronization(
                locks.spinlocks(aids).map(each -> spinlocks(each, aids)).orElse(LockModel.FREE),
                sleepingLocks(locks.mutexes(), aids),
                sleepingLocks(locks.semaphores(), aids),
                locks.sparesPreempted() && aids.contains(WaitingAid.PV_TLB_FLUSH),
                locks.yieldsToCalled() && aids.contains(WaitingAid.PV_SCHED_YIELD));
    }

    private MutexModel sleepingLocks(Optional<MutexesDef> locks, List<WaitingAid> aids) {
        return locks.map(each -> new MutexModel(
                        each.spinsOnOwner(),
                        each.noticesPreemption() && aids.contains(WaitingAid.STEAL_TIME),
                        each.handsOver(),
                        Math.round(at(each.transferNs())),
                        each.countNs().map(ns -> Math.round(at(ns))).orElse(0L)))
                .orElse(MutexModel.PLAIN);
    }

    private LockModel spinlocks(SpinLocksDef locks, List<WaitingAid> aids) {
        return new LockModel(
                locks.kind(),
                Math.round(at(locks.transferNs())),
                locks.haltAfterNs().map(each -> Math.round(at(each))).orElse(LockModel.NEVER),
                locks.looksAfterNs().map(each -> Math.round(at(each))).orElse(LockModel.NEVER),
                locks.noticesPreemption() && aids.contains(WaitingAid.STEAL_TIME));
    }

    PauseLoops pauseLoops(PauseLoopsDef loops, Host host) {
        CpuGeneration cpu = host.cpu();
        double exitCycles = cpu.exitRoundTripCycles() + at(loops.handlerCycles()) * cpu.trapScale();
        return new PauseLoops(
                Math.round(host.nanos(at(loops.windowCycles()))),
                Math.round(host.nanos(at(loops.gapCycles()))),
                at(loops.growth()),
                Math.round(host.nanos(at(loops.maxWindowCycles()))),
                Math.max(1, Math.round(host.nanos(exitCycles))),
                trapNs(loops.lookCycles(), host),
                trapNs(loops.attemptCycles(), host),
                trapNs(loops.checkCycles(), host),
                trapNs(loops.switchLockCycles(), host),
                trapNs(loops.wakeLockCycles(), host),
                loops.rules().contains(PauseLoopsDef.Rule.SKIPS_SPINNERS),
                loops.rules().contains(PauseLoopsDef.Rule.BAILS_OUT),
                loops.rules().contains(PauseLoopsDef.Rule.ONLY_PREEMPTED),
                loops.rules().contains(PauseLoopsDef.Rule.ONLY_IN_KERNEL),
                loops.rules().contains(PauseLoopsDef.Rule.ALSO_WOKEN),
                loops.rules().contains(PauseLoopsDef.Rule.ALSO_INTERRUPTED),
                loops.rules().contains(PauseLoopsDef.Rule.BOOSTS_KICKED));
    }

    /** Cycles of netburst in the hypervisor, in nanoseconds. */
    private long trapNs(Figure cycles, Host host) {
        return Math.round(host.nanos(at(cycles) * host.cpu().trapScale()));
    }

    /**
     * Whether the PIT interrupts the guest beside its local APICs. A kernel for one CPU or without a local APIC ticks by the
     * PIT alone, a tickless one by the local APIC as a one-shot clock, and one that needs its hypervisor by that one's timer;
     * only the rest ticks by both.
     */
    static boolean ticksTwice(VmSpec vm) {
        GuestDef guest = vm.guest();
        boolean hasLocalApic = !vm.interruptController().equals(Optional.of(InterruptController.PIC));
        return hasLocalApic && guest.smp() && !guest.tickless() && guest.bareMetal();
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
            Optional<InterruptController> controller) {
        PlatformCosts costs = platformCosts(chosen, controller);
        if (chosen.fallsBackTo().isPresent()) {
            TechniqueCosts below =
                    hypervisor.techniques().get(chosen.fallsBackTo().get());
            costs = costs.withPartialInterface(chosen.calls(), platformCosts(below, controller));
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

    private PlatformCosts platformCosts(TechniqueCosts costs, Optional<InterruptController> controller) {
        List<Double> kappa = new ArrayList<>();
        for (KernelPath path : KernelPath.values()) {
            Figure figure = costs.kappa().get(path);
            kappa.add(figure == null ? 1 : at(figure));
        }
        Map<Operation, List<Charge>> operations = charges(costs.operations());
        controller.map(costs.controllers()::get).map(this::charges).ifPresent(by -> {
            // a call to the hypervisor spares the access to the controller, whichever it is
            by.keySet().removeAll(costs.calls());
            operations.putAll(by);
        });
        return new PlatformCosts(
                kappa,
                at(costs.dilation()),
                shadow(costs.shadow()),
                at(costs.switchedLevels()),
                operations,
                costs.adaptedPteWriteCycles().map(this::at).orElse(Double.NaN),
                costs.batch().map(this::lazyMode).orElse(null),
                costs.calls(),
                at(costs.pageClearCycles()));
    }

    private ShadowPaging shadow(TechniqueCosts.Shadow shadow) {
        return new ShadowPaging(
                shadow.rootsKept().orElse(Integer.MAX_VALUE),
                at(shadow.fillOnWrite()),
                shadow.resyncsPerWrite().map(this::at).orElse(Double.NaN),
                at(shadow.prefetchOnInvlpg()));
    }

    private Map<Operation, List<Charge>> charges(Map<Operation, List<TechniqueCosts.OperationCharge>> figures) {
        Map<Operation, List<Charge>> charges = new EnumMap<>(Operation.class);
        figures.forEach((operation, each) -> charges.put(
                operation,
                each.stream()
                        .map(charge -> new Charge(charge.reason(), at(charge.count()), at(charge.cycles())))
                        .toList()));
        return charges;
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

    HaltPolling haltPolling(HaltPollingDef polling) {
        return new HaltPolling(
                Math.round(at(polling.maxNs())),
                (int) Math.round(at(polling.grow())),
                Math.round(at(polling.growStartNs())),
                (int) Math.round(at(polling.shrink())));
    }

    IdlePolicy idlePolicy(VmSpec.Idle idle, GuestDef guest) {
        return switch (idle) {
            case HLT -> new IdlePolicy.Halt();
            case MWAIT -> new IdlePolicy.Mwait();
            case POLL -> idlePolling(guest.haltPolling().orElseThrow());
        };
    }

    private IdlePolicy.Poll idlePolling(HaltPollingDef polling) {
        return new IdlePolicy.Poll(
                Math.round(at(polling.maxNs())),
                (int) Math.round(at(polling.grow())),
                Math.round(at(polling.growStartNs())),
                (int) Math.round(at(polling.shrink())));
    }

    /** The memory of a VM, or null when it takes no part. */
    VmMemory memory(VmSpec vm, boolean overcommit) {
        if (vm.migration().isEmpty() && !overcommit) {
            return null;
        }
        MemorySpec.Use use = vm.memoryUse().orElseThrow();
        return new VmMemory(
                Page.count(vm.memoryBytes()),
                new PageUse(
                        Page.count(use.setBytes().orElse(vm.memoryBytes())),
                        use.touchedPerSecond() / Page.BYTES,
                        use.dirtiedPerSecond() / Page.BYTES,
                        use.order(),
                        use.hot()
                                .map(hot -> new PageUse.Hot(Page.count(hot.setBytes()), hot.writes()))
                                .orElse(null)),
                (double) use.allocatedBytes().orElse(vm.memoryBytes()) / Page.BYTES,
                use.growthPerSecond() / Page.BYTES,
                use.equalPart(),
                vm.migration().map(this::migration).orElse(null));
    }

    /** The memory of a host that reclaims it. */
    HostMemoryPlan hostMemory(HostDef host, MemorySpec.Overcommit overcommit) {
        long pages = Page.count(host.memoryBytes());
        return new HostMemoryPlan(
                pages,
                policy(overcommit.reclamation(), pages),
                overcommit.swapDisk().serviceNs().at(values).distribution(),
                overcommit.swapDisk().parallel());
    }

    private ReclamationPolicy policy(ReclamationDef policy, long hostPages) {
        SharingScan scan = policy.scan()
                .map(each -> new SharingScan(
                        each.pages().map(figure -> Math.round(at(figure))).orElse(hostPages),
                        Math.round(at(each.sleepNs())),
                        (int) Math.round(at(each.visits()))))
                .orElse(null);
        return new ReclamationPolicy(
                policy.levels() == ReclamationDef.Levels.SLIDING,
                new IdleTax(at(policy.idleTax())),
                at(policy.balloonLimit()),
                at(policy.balloonBytesPerSecond()) / Page.BYTES,
                at(policy.compressionCache()),
                Math.round(at(policy.decompressNs())),
                at(policy.swapBytesPerSecond()) / Page.BYTES,
                at(policy.copyCycles()),
                scan,
                (int) Math.round(at(policy.samples())),
                Math.round(at(policy.samplePeriodNs())));
    }

    private MigrationPlan migration(MemorySpec.Migration migration) {
        boolean log = migration.tracking() == MemorySpec.Tracking.PML;
        double cycles = at(log ? migration.logCycles() : migration.faultCycles());
        return new MigrationPlan(
                migration.startNs(),
                policy(migration.policy()),
                migration
                        .policy()
                        .maxBytesPerSecond()
                        .map(most -> Math.min(at(most), migration.bytesPerSecond()))
                        .orElse(migration.bytesPerSecond()),
                new DirtyTracking(log ? PML_ENTRIES : 1, new Charge(Cause.DIRTY_TRACKING, 1, cycles)),
                Math.round(at(migration.stateBytes())),
                Math.round(at(migration.switchOverNs())),
                Math.round(at(migration.fetchNs())));
    }

    private MigrationPolicy policy(MigrationDef policy) {
        return new MigrationPolicy(
                policy.rounds().map(figure -> (int) Math.round(at(figure))).orElse(Integer.MAX_VALUE),
                policy.sentLimit().map(this::at).orElse(Double.POSITIVE_INFINITY),
                policy.fewPages().map(figure -> Math.round(at(figure))).orElse(0L),
                policy.downtimeNs().map(figure -> Math.round(at(figure))).orElse(0L),
                policy.skipsRedirtied(),
                policy.rate()
                        .map(rate ->
                                new MigrationPolicy.AdaptiveRate(at(rate.start()), at(rate.above()), at(rate.most())))
                        .orElse(null),
                policy.throttle()
                        .map(each -> new MigrationPolicy.Throttle(at(each.first()), at(each.step()), at(each.most())))
                        .orElse(null),
                policy.postCopy());
    }

    BackEndModel backEnd(HypervisorDef.BackEnd backEnd) {
        return new BackEndModel(
                at(backEnd.diskRequestCycles()), at(backEnd.packetCycles()), backEnd.suppression(), backEnd.shares());
    }

    double at(Figure figure) {
        return figure.at(values);
    }
}
