// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.engine.Distribution;
import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.ActionUse;
import io.hvsim.model.machine.PageSize;
import io.hvsim.model.machine.Tlb;
import io.hvsim.model.machine.WalkCaches;
import io.hvsim.model.technique.MemoryUse;
import io.hvsim.model.technique.PageWalks;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Step;
import io.hvsim.model.workload.Workload;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.figure.FigureValues;
import io.hvsim.scenario.library.CpuDef;
import io.hvsim.scenario.library.NetworkDef;
import io.hvsim.scenario.library.WorkloadDef;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.spec.VmSpec;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the model's workload and load from their definitions.
 *
 * @param values which value to take of each figure
 */
record WorkloadAssembly(FigureValues values) {

    /** The workload of {@code vm} with its user-mode work as it takes natively, given how it uses its address spaces. */
    Workload workload(VmSpec vm, MemoryUse memory, double clockHz) {
        WorkloadDef workload = vm.workload();
        List<Step> program = new ArrayList<>();
        double withWalks =
                workload.workingSet().isPresent() ? 1 / (1 - memory.walks().nativeShare()) : 1;
        add(workload.program(), withWalks, vm.devices().net(), program);
        Workload.Exchange exchange = workload.network()
                .map(traffic -> new Workload.Exchange(
                        at(traffic.requestPackets()),
                        at(traffic.requestBytes()),
                        at(traffic.responsePackets()),
                        at(traffic.responseBytes())))
                .orElse(null);
        return new Workload(workload.name(), exchange, program, fresh(vm, withWalks, clockHz));
    }

    private Workload.FreshMemory fresh(VmSpec vm, double withWalks, double clockHz) {
        if (vm.backing() == VmSpec.MemoryBacking.PREALLOCATED) {
            return null;
        }
        WorkloadDef.WorkingSet set = vm.workload().workingSet().orElseThrow();
        double pages = Math.ceil(at(set.sizeBytes()) / vm.hostPages().bytes());
        return new Workload.FreshMemory(pages, at(set.touches()) * clockHz / 1e9 / withWalks);
    }

    /** How the workload of {@code vm} uses its address spaces on {@code cpu}. */
    MemoryUse memoryUse(VmSpec vm, CpuDef cpu) {
        WorkloadDef workload = vm.workload();
        WalkCaches caches = cpu.walkCaches().map(this::walkCaches).orElse(WalkCaches.NONE);
        Map<PageSize, Double> shares = new EnumMap<>(PageSize.class);
        for (PageSize page : PageSize.values()) {
            shares.put(page, walkShare(workload, cpu, caches, page));
        }
        return new MemoryUse(
                workload.pageTables() == WorkloadDef.PageTables.LONG_LIVED,
                new PageWalks(shares, vm.guestPages(), vm.hostPages(), caches));
    }

    private WalkCaches walkCaches(CpuDef.WalkCachesDef caches) {
        return new WalkCaches(at(caches.guest()), at(caches.host()), at(caches.nestedTlb()));
    }

    private double walkShare(WorkloadDef workload, CpuDef cpu, WalkCaches caches, PageSize page) {
        if (workload.workingSet().isEmpty()) {
            return at(page == PageSize.SMALL ? workload.pageWalks() : workload.pageWalksLarge());
        }
        CpuDef.TlbDef tlb = cpu.tlb().orElseThrow();
        WorkloadDef.WorkingSet set = workload.workingSet().get();
        return new Tlb(
                        at(tlb.entries()),
                        at(tlb.largeEntries()),
                        tlb.hugeEntries().map(this::at).orElse(0.0),
                        at(tlb.walkCycles()),
                        caches)
                .walkShare(at(set.sizeBytes()), at(set.touches()), page);
    }

    private void add(List<WorkloadDef.Step> steps, double withWalks, NetworkDef network, List<Step> program) {
        for (WorkloadDef.Step step : steps) {
            if (step instanceof WorkloadDef.Step.Repeat repeat) {
                for (long i = Math.round(at(repeat.times())); i > 0; i--) {
                    add(repeat.steps(), withWalks, network, program);
                }
            } else {
                program.add(step(step, withWalks, network));
            }
        }
    }

    private Step step(WorkloadDef.Step step, double withWalks, NetworkDef network) {
        if (step instanceof WorkloadDef.Step.Work work) {
            return work(work, withWalks);
        }
        if (step instanceof WorkloadDef.Step.Demand demand) {
            return new Step.Demand(demand.actions().stream().map(this::use).toList());
        }
        if (step instanceof WorkloadDef.Step.Locked locked) {
            List<Step> steps = new ArrayList<>();
            add(locked.steps(), 1, network, steps);
            return new Step.Locked(locked.lock(), locked.kind(), steps);
        }
        if (step instanceof WorkloadDef.Step.Flush) {
            return new Step.Flush();
        }
        if (step instanceof WorkloadDef.Step.CallFunction) {
            return new Step.CallFunction();
        }
        if (step instanceof WorkloadDef.Step.StopMachine stop) {
            return new Step.StopMachine(work(stop.work(), 1));
        }
        if (step instanceof WorkloadDef.Step.Barrier barrier) {
            return new Step.Barrier(Math.round(at(barrier.spinNs())));
        }
        if (step instanceof WorkloadDef.Step.Disk disk) {
            return new Step.Disk((int) Math.round(at(disk.requests())), disk.write(), at(disk.sizeBytes()));
        }
        if (step instanceof WorkloadDef.Step.Send send) {
            double bytes = at(send.sizeBytes());
            return new Step.Send(bytes, Math.ceil(bytes / at(network.mtuBytes())));
        }
        WorkloadDef.Step.Sleep sleep = (WorkloadDef.Step.Sleep) step;
        return new Step.Sleep(sleep.timeNs().at(values).distribution());
    }

    private Step.Work work(WorkloadDef.Step.Work work, double withWalks) {
        Distribution cycles = work.userCycles().at(values).distribution();
        return new Step.Work(
                withWalks == 1 ? cycles : Distributions.scaled(cycles, withWalks),
                work.actions().stream().map(this::use).toList());
    }

    private ActionUse use(WorkloadDef.ActionUse use) {
        int ring = use.ring().map(figure -> (int) Math.round(at(figure))).orElse(1);
        return new ActionUse(
                use.action(), at(use.count()), use.pages().map(this::at).orElse(0.0), ring);
    }

    Load load(LoadSpec load) {
        if (load instanceof LoadSpec.Open open) {
            return new Load.Open(open.interarrivalNs().distribution(), workers(open));
        }
        if (load instanceof LoadSpec.Closed closed) {
            return new Load.Closed(closed.clients(), closed.thinkNs().distribution(), workers(closed));
        }
        if (load instanceof LoadSpec.Trace trace) {
            return TraceLoads.of(trace, workers(trace));
        }
        LoadSpec.Batch batch = (LoadSpec.Batch) load;
        return new Load.Batch(batch.jobs(), batch.workers().orElse(1));
    }

    private static int workers(LoadSpec load) {
        return load.workers().orElse(Load.UNLIMITED);
    }

    private double at(Figure figure) {
        return figure.at(values);
    }
}
