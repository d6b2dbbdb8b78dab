// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.device.BackEndModel;
import io.hvsim.model.device.DiskModel;
import io.hvsim.model.device.NetworkModel;
import io.hvsim.model.engine.Distribution;
import io.hvsim.model.engine.Distributions;
import io.hvsim.model.guest.ActionCost;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.guest.IdlePolicy;
import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.guest.LockModel;
import io.hvsim.model.guest.MutexModel;
import io.hvsim.model.guest.Synchronization;
import io.hvsim.model.guest.TickPolicy;
import io.hvsim.model.machine.CacheRefill;
import io.hvsim.model.machine.CpuGeneration;
import io.hvsim.model.machine.Host;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.memory.HostMemoryPlan;
import io.hvsim.model.memory.VmMemory;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.scheduling.Claim;
import io.hvsim.model.scheduling.EsxShareScheduler;
import io.hvsim.model.scheduling.Parameters;
import io.hvsim.model.scheduling.VcpuScheduler;
import io.hvsim.model.technique.CallTable;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.technique.MemoryUse;
import io.hvsim.model.technique.PlatformCosts;
import io.hvsim.model.technique.Technique;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Step;
import io.hvsim.model.workload.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Builds runs of ideal machines: 1 GHz, a kernel that costs nothing, a hypervisor that costs nothing. */
final class Plans {
    static final CpuGeneration IDEAL_CPU = new CpuGeneration("ideal", 1, 1, 0, 0, 0);
    static final Technique NATIVE = new Technique(
            "native",
            Technique.CpuChoice.NATIVE,
            Technique.MmuChoice.NATIVE,
            Technique.InterruptChoice.NATIVE,
            Technique.TimerChoice.NATIVE,
            Technique.DeviceChoice.NATIVE);
    static final CostModel FREE =
            new CostModel(IDEAL_CPU, NATIVE, PlatformCosts.NATIVE, CallTable.ofPlainKernel(), MemoryUse.LIGHT);

    static final Step READ = new Step.Disk(1, false, 8192);

    private int pcpus = 1;
    private Topology topology;
    private Sharing sharing = Sharing.NONE;
    private double limit = Claim.UNLIMITED;
    private double memoryStalls;
    private final BitSet memorySockets = new BitSet();
    private Supplier<VcpuScheduler> scheduler = EsxShareScheduler::new;
    private Parameters parameters = parameters(50_000_000);
    private long switchNs;
    private long bareSwitchNs;
    private CacheRefill refill;
    private DiskModel disk = disk(Distributions.exponential(5e6), 1, false);
    private long interruptGapNs;
    private double headerBytes;
    private double segmentBytes = 1500;
    private TickPolicy tickPolicy = TickPolicy.BACKLOG;
    private IdlePolicy idlePolicy = new IdlePolicy.Halt();
    private BackEndModel backEnd;
    private HaltPolling polling = HaltPolling.NONE;
    private PauseLoops pauseLoops = PauseLoops.UNNOTICED;
    private HostMemoryPlan hostMemory;
    private VmMemory memory;
    private long warmupNs;
    private long durationNs = 1_000_000_000;
    private int replication;
    private final List<VmGroup> groups = new ArrayList<>();

    static Plans on(int pcpus) {
        Plans plans = new Plans();
        plans.pcpus = pcpus;
        return plans;
    }

    /** For any of the policies used here: proportional share without co-scheduling. */
    private static Parameters parameters(long quantumNs) {
        return new Parameters()
                .with("quantum", quantumNs)
                .with("preemption-margin", quantumNs / 10.0)
                .with("co-scheduling", "none")
                .with("stop-skew", 0)
                .with("start-skew", 0)
                .with("sample", 0)
                .with("halting-idle-penalty", 0)
                .with("numa", "none")
                .with("rebalance", 1)
                .with("page-migration", 0);
    }

    Plans scheduler(Supplier<VcpuScheduler> scheduler, long quantumNs, long switchNs) {
        return scheduler(scheduler, parameters(quantumNs), switchNs);
    }

    Plans scheduler(Supplier<VcpuScheduler> scheduler, Parameters parameters, long switchNs) {
        this.scheduler = scheduler;
        this.parameters = parameters;
        this.switchNs = switchNs;
        return this;
    }

    Plans disk(DiskModel disk) {
        this.disk = disk;
        return this;
    }

    /** A disk of which only the service time and the number of places matter. */
    static DiskModel disk(Distribution serviceNs, int parallel, boolean coalesces) {
        return new DiskModel(
                serviceNs, serviceNs, parallel, false, Integer.MAX_VALUE, 0, DiskModel.UNLIMITED, coalesces);
    }

    Plans interruptGap(long ns) {
        this.interruptGapNs = ns;
        return this;
    }

    /** The wire carries {@code headerBytes} with each packet of 1500 bytes, of which the card makes segments. */
    Plans packets(double headerBytes, double segmentBytes) {
        this.headerBytes = headerBytes;
        this.segmentBytes = segmentBytes;
        return this;
    }

    Plans tickPolicy(TickPolicy policy) {
        this.tickPolicy = policy;
        return this;
    }

    Plans idle(IdlePolicy policy) {
        this.idlePolicy = policy;
        return this;
    }

    Plans backEnd(BackEndModel backEnd) {
        this.backEnd = backEnd;
        return this;
    }

    Plans hostMemory(HostMemoryPlan hostMemory) {
        this.hostMemory = hostMemory;
        return this;
    }

    /** The memory of the VMs added after this. */
    Plans memory(VmMemory memory) {
        this.memory = memory;
        return this;
    }

    Plans polling(HaltPolling polling) {
        this.polling = polling;
        return this;
    }

    Plans arranged(Topology topology, Sharing sharing) {
        this.topology = topology;
        this.sharing = sharing;
        return this;
    }

    /** VMs added from now on wait for memory for this share of their time. */
    Plans memoryStalls(double share) {
        this.memoryStalls = share;
        return this;
    }

    /** VMs have home nodes, compared each {@code periodNs}, when all memory that is away follows. */
    Plans homeNodes(long periodNs) {
        parameters =
                parameters.with("numa", "home-node").with("rebalance", periodNs).with("page-migration", 1);
        return this;
    }

    /** VMs added from now on pay for caches by where they ran last, and for a switch apart from that so much. */
    Plans caches(CacheRefill refill, long bareSwitchNs) {
        this.refill = refill;
        this.bareSwitchNs = bareSwitchNs;
        return this;
    }

    /** VMs added from now on get so many pCPUs' worth of time at most. */
    Plans limit(double pcpus) {
        this.limit = pcpus;
        return this;
    }

    /** VMs added from now on have their memory on these sockets. */
    Plans memoryOn(int... sockets) {
        memorySockets.clear();
        for (int socket : sockets) {
            memorySockets.set(socket);
        }
        return this;
    }

    Plans pauseLoops(PauseLoops pauseLoops) {
        this.pauseLoops = pauseLoops;
        return this;
    }

    Plans measure(double warmupSeconds, double seconds) {
        warmupNs = Math.round(warmupSeconds * 1e9);
        durationNs = seconds < 0 ? RunPlan.UNTIL_DONE : Math.round(seconds * 1e9);
        return this;
    }

    Plans replication(int number) {
        replication = number;
        return this;
    }

    Plans vm(String name, int vcpus, double shares, GuestKernel kernel, Workload workload, Load load) {
        return vm(name, 1, vcpus, shares, kernel, FREE, workload, load);
    }

    Plans vm(
            String name,
            int count,
            int vcpus,
            double shares,
            GuestKernel kernel,
            CostModel costs,
            Workload workload,
            Load load) {
        BitSet all = new BitSet();
        all.set(0, pcpus);
        groups.add(new VmGroup(
                name,
                count,
                vcpus,
                new Claim(shares, 0, limit, all),
                (BitSet) memorySockets.clone(),
                memoryStalls,
                refill,
                kernel,
                costs,
                memory,
                tickPolicy,
                idlePolicy,
                disk,
                null,
                new NetworkModel(1e9, 50_000, interruptGapNs, 256 * 1024, 1500, headerBytes, segmentBytes),
                null,
                backEnd,
                workload,
                load));
        return this;
    }

    RunPlan plan() {
        Host host = new Host("ideal", IDEAL_CPU, 1e9, topology == null ? Topology.flat(pcpus) : topology, sharing);
        return new RunPlan(
                host,
                scheduler,
                parameters,
                switchNs,
                bareSwitchNs,
                polling,
                pauseLoops,
                hostMemory,
                groups,
                warmupNs,
                durationNs,
                100_000_000,
                1,
                replication);
    }

    RunResult run() {
        return HostSimulation.run(plan());
    }

    /** Spinlocks and mutexes, and flushes that interrupt everyone. */
    static Synchronization waiting(LockModel spinlocks, MutexModel mutexes) {
        return new Synchronization(spinlocks, mutexes, MutexModel.PLAIN, false, false);
    }

    /** A kernel whose own work takes no time. */
    static GuestKernel freeKernel(int hz, long timesliceNs) {
        return kernel(hz, timesliceNs, Map.of());
    }

    /** A kernel whose actions take no time, but for those given. */
    static GuestKernel kernel(int hz, long timesliceNs, Map<String, ActionCost> costs) {
        return kernel(hz, timesliceNs, Synchronization.PLAIN, costs);
    }

    /** The same, whose vCPUs wait for each other in a certain way. */
    static GuestKernel kernel(
            int hz, long timesliceNs, Synchronization synchronization, Map<String, ActionCost> costs) {
        Map<String, ActionCost> actions = new HashMap<>();
        KernelActions.ALL.forEach(name -> actions.put(name, ActionCost.FREE));
        actions.putAll(costs);
        return new GuestKernel("ideal", hz, false, timesliceNs, false, false, synchronization, actions);
    }

    /** The same kernel with drivers that poll. */
    static GuestKernel polling(GuestKernel kernel) {
        return new GuestKernel(
                kernel.name(),
                kernel.hz(),
                kernel.tickless(),
                kernel.timesliceNs(),
                false,
                true,
                kernel.synchronization(),
                kernel.actions());
    }

    /** Requests of nothing but user-mode work; at 1 GHz a cycle is a nanosecond. */
    static Workload compute(Distribution userNs) {
        return new Workload("compute", null, List.of(new Step.Work(userNs, List.of())));
    }

    static double value(RunResult result, String vm, String metric) {
        return result.metrics().stream()
                .filter(each -> each.vm().equals(vm) && each.name().equals(metric))
                .mapToDouble(Metric::value)
                .findFirst()
                .orElseThrow();
    }
}
