// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.device.BackEnd;
import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.GuestOs;
import io.hvsim.model.guest.IdlePolicy;
import io.hvsim.model.guest.KernelBursts;
import io.hvsim.model.guest.TickPolicy;
import io.hvsim.model.machine.Host;
import io.hvsim.model.measure.RunState;
import io.hvsim.model.measure.TimelineRecorder;
import io.hvsim.model.memory.MigrationPlan;
import io.hvsim.model.memory.Page;
import io.hvsim.model.memory.PageAccesses;
import io.hvsim.model.memory.VmPages;
import io.hvsim.model.result.LatencyCurve;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.TimeSeries;
import io.hvsim.model.result.Timeline;
import io.hvsim.model.scheduling.Claim;
import io.hvsim.model.scheduling.Contender;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Charge;
import io.hvsim.model.workload.HostSide;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Service;
import java.util.ArrayList;
import java.util.List;

/**
 * One replication: a host with its VMs, from the first event to the metrics. Every run checks its own invariants: run
 * states and causes add up to elapsed time, blame adds up to latency, no request is lost.
 */
public final class HostSimulation {
    private final RunPlan plan;
    private final Simulation simulation = new Simulation();
    private final Hypervisor hypervisor;
    private final List<GroupRun> groups = new ArrayList<>();
    /** Null unless the run is traced. */
    private final TimelineRecorder recorder;
    /** Null when the host's memory suffices. */
    private final HostMemory hostMemory;

    private final List<Vcpu> hostThreads = new ArrayList<>();
    private long hostThreadsBefore;
    private int groupsToFinish;
    /** Whether it was to run until every batch is done, and they are. */
    private boolean isDone;

    private long measuringSince;

    private HostSimulation(RunPlan plan, TimelineRecorder recorder) {
        this.plan = plan;
        this.recorder = recorder;
        if (recorder != null) {
            recorder.start(simulation, plan.host().pcpus());
        }
        this.hypervisor = new Hypervisor(
                simulation,
                plan.scheduler().get(),
                plan.schedulerParameters(),
                plan.host(),
                switchBurst(plan.vcpuSwitchNs(), plan.host()),
                switchBurst(plan.bareSwitchNs(), plan.host()),
                plan.haltPolling(),
                plan.pauseLoops(),
                RandomStream.of(plan.seed(), plan.replication(), "pause-loops"));
        this.hostMemory = plan.hostMemory() == null
                ? null
                : new HostMemory(
                        simulation,
                        plan.hostMemory(),
                        RandomStream.of(plan.seed(), plan.replication(), "host/swap"),
                        plan.seriesIntervalNs());
        for (VmGroup group : plan.groups()) {
            groups.add(create(group));
        }
    }

    /**
     * Runs the replication that {@code plan} describes.
     *
     * @throws IllegalStateException if an invariant of the model does not hold
     */
    public static RunResult run(RunPlan plan) {
        return run(start(plan, null));
    }

    /** The same, with {@code recorder} listening; the result is the same too. */
    public static RunResult run(RunPlan plan, TimelineRecorder recorder) {
        return run(start(plan, recorder));
    }

    private static RunResult run(HostSimulation host) {
        RunPlan plan = host.plan;
        host.advanceTo(plan.warmupNs());
        host.measure();
        if (plan.durationNs() == RunPlan.UNTIL_DONE) {
            host.simulation.run();
        } else {
            host.advanceTo(plan.warmupNs() + plan.durationNs());
        }
        return host.result();
    }

    /**
     * Runs the replication that {@code plan} describes up to the end of the recorder's window, or to its own.
     *
     * @throws IllegalStateException if an invariant of the model does not hold
     */
    public static Timeline trace(RunPlan plan, TimelineRecorder recorder) {
        HostSimulation host = start(plan, recorder);
        if (plan.warmupNs() <= recorder.toNs()) {
            host.advanceTo(plan.warmupNs());
            host.measure();
        }
        host.advanceTo(recorder);
        host.hypervisor.check();
        return recorder.timeline();
    }

    /** To the end of the window, or of the batches, or until the recorder is full. */
    private void advanceTo(TimelineRecorder recorder) {
        long stepNs = Math.max(1, (recorder.toNs() - simulation.now()) / 100);
        while (simulation.now() < recorder.toNs() && !recorder.isFull() && !isDone) {
            advanceTo(Math.min(recorder.toNs(), simulation.now() + stepNs));
        }
    }

    /** The host of {@code plan} at time 0, its loads about to begin. */
    public static HostSimulation start(RunPlan plan) {
        return start(plan, null);
    }

    private static HostSimulation start(RunPlan plan, TimelineRecorder recorder) {
        HostSimulation host = new HostSimulation(plan, recorder);
        host.groups.forEach(GroupRun::start);
        return host;
    }

    /** Simulates up to and including {@code timeNs}. */
    public void advanceTo(long timeNs) {
        simulation.runUntil(timeNs);
    }

    /** Begins to measure: what was before does not count. */
    public void measure() {
        measuringSince = simulation.now();
        groups.forEach(GroupRun::reset);
        hostThreadsBefore = hostThreadsNs();
    }

    private long hostThreadsNs() {
        return hostThreads.stream()
                .mapToLong(thread -> thread.clock().ns(RunState.RUNNING, simulation.now()))
                .sum();
    }

    /** Events executed so far. */
    public long events() {
        return simulation.executed();
    }

    /** Timers armed now. */
    public int pending() {
        return simulation.pending();
    }

    private static Burst switchBurst(long ns, Host host) {
        Bill bill = new Bill();
        bill.add(Cause.VCPU_SWITCH, ns * host.clockHz() / 1e9);
        bill.count(Cause.VCPU_SWITCH, ns > 0 ? 1 : 0);
        return Burst.of(bill, host, 0);
    }

    private GroupRun create(VmGroup group) {
        boolean isBatch = isBatch(group);
        groupsToFinish += isBatch ? 1 : 0;
        GroupMeter meter =
                new GroupMeter(simulation, plan.seriesIntervalNs(), isBatch ? group.count() : 0, this::batchDone);
        GroupRun run = new GroupRun(group, meter, simulation);
        ActionPricing pricing = new ActionPricing(group.kernel(), group.costs(), plan.host());
        KernelBursts bursts =
                new KernelBursts(pricing, group.emulatedDisk(), group.emulatedNetwork(), group.idlePolicy());
        for (int i = 0; i < group.count(); i++) {
            create(group, i, pricing, bursts, run);
        }
        return run;
    }

    private static boolean isBatch(VmGroup group) {
        return group.load() instanceof Load.Batch;
    }

    private static String name(VmGroup group, int number) {
        return group.count() == 1 ? group.name() : group.name() + "/" + number;
    }

    private TimelineRecorder.VmTimeline record(String name, VmGroup group, boolean chained, List<Vcpu> vcpus) {
        TimelineRecorder.VmTimeline vm = recorder.vm(name, group.name(), chained);
        for (Vcpu vcpu : vcpus) {
            vcpu.record(vm.vcpu(vcpu.guest().taskLedger(), vcpu.guest().systemLedger()));
        }
        return vm;
    }

    private void create(VmGroup group, int number, ActionPricing pricing, KernelBursts bursts, GroupRun run) {
        String streams = group.name() + "/" + number;
        GuestOs os = new GuestOs(simulation, bursts, group.tickPolicy(), firstTicks(group, streams));
        int vm = hypervisor.addVm(
                group.claim(), group.vcpus(), group.memorySockets(), group.memoryStalls(), group.refill());
        List<Vcpu> vcpus = new ArrayList<>();
        for (int cpu = 0; cpu < group.vcpus(); cpu++) {
            int id = hypervisor.vcpus().size();
            Contender contender = new Contender(id, vm, group.claim(), hypervisor.near(vm));
            vcpus.add(hypervisor.add(contender, os.cpu(cpu)));
        }
        vcpus.forEach(run::add);
        if (recorder != null) {
            boolean chained = isBatch(group) || group.load() instanceof Load.Closed;
            os.record(record(name(group, number), group, chained, vcpus));
        }
        if (group.memory() != null) {
            addMemory(group, vcpus, streams, run);
        }
        HostSide hostSide = group.backEnd() == null ? null : hostSide(group, number, run);
        Service.Placement placement = new Service.Placement(
                os,
                pricing,
                group.disk(),
                group.emulatedDisk(),
                group.network(),
                group.emulatedNetwork(),
                hostSide,
                plan.seed(),
                plan.replication(),
                streams);
        run.add(new Service(
                simulation, placement, group.workload(), group.load().ofVm(number), run.meter));
    }

    private void addMemory(VmGroup group, List<Vcpu> vcpus, String streams, GroupRun run) {
        VmPages pages = new VmPages(group.memory());
        if (group.memory().migration() != null) {
            run.add(migration(group, pages, vcpus, streams));
        } else if (hostMemory != null) {
            Tenant tenant = tenant(group, pages, vcpus, streams);
            hostMemory.add(tenant);
            run.add(tenant);
        }
    }

    private Tenant tenant(VmGroup group, VmPages pages, List<Vcpu> vcpus, String streams) {
        RandomStream own = RandomStream.of(plan.seed(), plan.replication(), streams + "/memory");
        Tenant tenant = new Tenant(
                simulation,
                hostMemory,
                group.memory(),
                pages,
                group.claim().shares() * group.memory().pages(),
                own,
                group.disk().readNs().bind(own),
                plan.seriesIntervalNs());
        double copyCycles = plan.hostMemory().policy().copyCycles();
        Burst copy = exit(group, new Charge(Cause.COPY_ON_WRITE, 1, copyCycles));
        for (int cpu = 0; cpu < vcpus.size(); cpu++) {
            Vcpu vcpu = vcpus.get(cpu);
            PageAccesses accesses = new PageAccesses(pages, 1, accesses(streams, cpu));
            vcpu.attach(new VcpuMemory(accesses, copy, tenant.add(vcpu)));
        }
        return tenant;
    }

    /** What {@code charge} takes on the technique of the group. */
    private Burst exit(VmGroup group, Charge charge) {
        Bill bill = new Bill();
        group.costs().addCharge(bill, charge, 1);
        return Burst.of(bill, plan.host(), 0);
    }

    private RandomStream accesses(String streams, int cpu) {
        return RandomStream.of(plan.seed(), plan.replication(), streams + "/memory/" + cpu);
    }

    private LiveMigration migration(VmGroup group, VmPages pages, List<Vcpu> vcpus, String streams) {
        MigrationPlan migration = group.memory().migration();
        Burst exit = exit(group, migration.tracking().exit());
        long pageNs = Math.round(Page.BYTES * 1e9 / migration.linkBytesPerSecond());
        for (int cpu = 0; cpu < vcpus.size(); cpu++) {
            Vcpu vcpu = vcpus.get(cpu);
            PageAccesses accesses =
                    new PageAccesses(pages, migration.tracking().pagesPerExit(), accesses(streams, cpu));
            Timer fetched = simulation.timer(vcpu::pagedIn);
            vcpu.attach(new VcpuMemory(accesses, exit, missing -> fetched.armIn(migration.fetchNs() + pageNs)));
        }
        return new LiveMigration(simulation, hypervisor, group.memory(), pages, vcpus);
    }

    /** A thread of the host that serves the devices of one VM, scheduled as if it were a VM of its own. */
    private HostSide hostSide(VmGroup group, int number, GroupRun run) {
        KernelBursts bursts = new KernelBursts(HostThread.pricing(plan.host()), null, null, new IdlePolicy.Halt());
        GuestOs thread = new GuestOs(simulation, bursts, TickPolicy.BACKLOG, new long[1]);
        int id = hypervisor.vcpus().size();
        Claim claim = Claim.of(group.backEnd().shares(), group.claim().affinity());
        Contender contender = new Contender(id, hypervisor.addVm(claim, 1, group.memorySockets(), 0, null), claim);
        Vcpu vcpu = hypervisor.add(contender, thread.cpu(0));
        hostThreads.add(vcpu);
        if (recorder != null) {
            record(name(group, number) + " back end", group, false, List.of(vcpu));
        }
        run.addBackEnd(vcpu);
        return new HostSide(
                new BackEnd(simulation, thread, group.backEnd().suppression()), group.backEnd(), plan.host());
    }

    /** VMs do not boot in step: the ticks of each vCPU begin at a random time within the first period. */
    private long[] firstTicks(VmGroup group, String streams) {
        RandomStream stream = RandomStream.of(plan.seed(), plan.replication(), streams + "/ticks");
        long[] first = new long[group.vcpus()];
        for (int i = 0; i < first.length; i++) {
            first[i] = 1
                    + (long) (stream.nextDouble()
                            * 1e9
                            / Math.max(1, group.kernel().hz()));
        }
        return first;
    }

    private void batchDone() {
        if (--groupsToFinish == 0 && plan.durationNs() == RunPlan.UNTIL_DONE) {
            isDone = true;
            simulation.stop();
        }
    }

    /**
     * What was measured until now.
     *
     * @throws IllegalStateException if an invariant of the model does not hold
     */
    public RunResult result() {
        hypervisor.check();
        groups.forEach(group -> group.meter.check());
        long measuredNs = simulation.now() - measuringSince;
        List<Metric> metrics = new ArrayList<>();
        List<LatencyCurve> curves = new ArrayList<>();
        List<TimeSeries> series = new ArrayList<>();
        long hostThreadsNs = hostThreadsNs() - hostThreadsBefore;
        long runningNs = hostThreadsNs;
        long polledNs = 0;
        for (GroupRun group : groups) {
            GroupRun.Totals measured = group.measured();
            GroupMetrics of = new GroupMetrics(
                    group, measured, measuredNs, plan.host().sharing().turbo());
            metrics.addAll(of.metrics());
            curves.add(of.curve());
            series.addAll(of.series(simulation.now()));
            runningNs += measured.runningNs();
            polledNs += measured.polledNs();
        }
        double capacityNs = (double) measuredNs * plan.host().pcpus();
        metrics.add(new Metric(Metric.HOST, "host.utilization", "share", runningNs / capacityNs));
        metrics.add(new Metric(Metric.HOST, "host.back-ends", "share", hostThreadsNs / capacityNs));
        metrics.add(new Metric(Metric.HOST, "host.polling", "share", polledNs / capacityNs));
        if (hostMemory != null) {
            metrics.add(new Metric(Metric.HOST, "memory.free", "B", hostMemory.freeBytes()));
            series.add(new TimeSeries(
                    Metric.HOST,
                    "memory.free",
                    "B",
                    plan.seriesIntervalNs(),
                    hostMemory.freeSeries().means(simulation.now())));
        }
        return new RunResult(
                plan.replication(), measuringSince, measuredNs, simulation.executed(), metrics, curves, series);
    }
}
