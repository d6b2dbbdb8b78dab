// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.device.BackEnd;
import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.GuestOs;
import io.hvsim.model.guest.TickPolicy;
import io.hvsim.model.measure.RunState;
import io.hvsim.model.result.LatencyCurve;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.TimeSeries;
import io.hvsim.model.scheduling.Claim;
import io.hvsim.model.scheduling.Contender;
import io.hvsim.model.technique.Bill;
import io.hvsim.model.technique.Cause;
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
    private final List<Vcpu> hostThreads = new ArrayList<>();
    private long hostThreadsBefore;
    private int groupsToFinish;
    private long measuringSince;

    private HostSimulation(RunPlan plan) {
        this.plan = plan;
        this.hypervisor = new Hypervisor(
                simulation,
                plan.scheduler().get(),
                plan.schedulerParameters(),
                plan.host(),
                switchBurst(plan),
                plan.haltPolling(),
                plan.pauseLoops(),
                RandomStream.of(plan.seed(), plan.replication(), "pause-loops"));
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
        HostSimulation host = start(plan);
        host.advanceTo(plan.warmupNs());
        host.measure();
        if (plan.durationNs() == RunPlan.UNTIL_DONE) {
            host.simulation.run();
        } else {
            host.advanceTo(plan.warmupNs() + plan.durationNs());
        }
        return host.result();
    }

    /** The host of {@code plan} at time 0, its loads about to begin. */
    public static HostSimulation start(RunPlan plan) {
        HostSimulation host = new HostSimulation(plan);
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

    private static Burst switchBurst(RunPlan plan) {
        Bill bill = new Bill();
        bill.add(Cause.VCPU_SWITCH, plan.vcpuSwitchNs() * plan.host().clockHz() / 1e9);
        bill.count(Cause.VCPU_SWITCH, plan.vcpuSwitchNs() > 0 ? 1 : 0);
        return Burst.of(bill, plan.host(), 0);
    }

    private GroupRun create(VmGroup group) {
        boolean isBatch = group.load() instanceof Load.Batch;
        groupsToFinish += isBatch ? 1 : 0;
        GroupMeter meter =
                new GroupMeter(simulation, plan.seriesIntervalNs(), isBatch ? group.count() : 0, this::batchDone);
        GroupRun run = new GroupRun(group, meter, simulation);
        ActionPricing pricing = new ActionPricing(group.kernel(), group.costs(), plan.host());
        for (int i = 0; i < group.count(); i++) {
            create(group, i, pricing, run);
        }
        return run;
    }

    private void create(VmGroup group, int number, ActionPricing pricing, GroupRun run) {
        String streams = group.name() + "/" + number;
        GuestOs os = new GuestOs(
                simulation,
                pricing,
                group.tickPolicy(),
                group.emulatedDisk(),
                group.emulatedNetwork(),
                firstTicks(group, streams));
        int vm = hypervisor.addVm(group.claim(), group.memoryStalls());
        for (int cpu = 0; cpu < group.vcpus(); cpu++) {
            int id = hypervisor.vcpus().size();
            Contender contender = new Contender(id, vm, group.claim());
            run.add(hypervisor.add(contender, os.cpu(cpu)));
        }
        HostSide hostSide = group.backEnd() == null ? null : hostSide(group);
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
        run.add(new Service(simulation, placement, group.workload(), group.load(), run.meter));
    }

    /** A thread of the host that serves the devices of one VM, scheduled as if it were a VM of its own. */
    private HostSide hostSide(VmGroup group) {
        GuestOs thread =
                new GuestOs(simulation, HostThread.pricing(plan.host()), TickPolicy.BACKLOG, null, null, new long[1]);
        int id = hypervisor.vcpus().size();
        Claim claim = Claim.of(group.backEnd().shares(), group.claim().affinity());
        Contender contender = new Contender(id, hypervisor.addVm(claim, 0), claim);
        hostThreads.add(hypervisor.add(contender, thread.cpu(0)));
        return new HostSide(new BackEnd(simulation, thread), group.backEnd(), plan.host());
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
            GroupMetrics of = new GroupMetrics(group, measured, measuredNs);
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
        return new RunResult(
                plan.replication(), measuringSince, measuredNs, simulation.executed(), metrics, curves, series);
    }
}
