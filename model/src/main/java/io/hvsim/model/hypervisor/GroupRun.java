// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.measure.RunState;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Ledger;
import io.hvsim.model.workload.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** The running VMs of a group, and what their accounts stood at when measuring began. */
final class GroupRun {
    final VmGroup group;
    final GroupMeter meter;
    private final Simulation simulation;
    private final List<Vcpu> vcpus = new ArrayList<>();
    private final List<Service> services = new ArrayList<>();
    private final List<LiveMigration> migrations = new ArrayList<>();
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<Vcpu> backEnds = new ArrayList<>();
    private List<Waits> waitsBefore = List.of();
    private long pageInsBefore;
    private long doublePageInsBefore;
    private Totals atStart = new Totals(new Ledger(), 0, 0, 0, 0, 0, 0, 0);

    /** Sums over the group since the start of the run. */
    record Totals(
            Ledger ledger,
            long runningNs,
            long blockedNs,
            long polledNs,
            long backEndNs,
            long diskRequests,
            long packetsIn,
            long packetsOut) {}

    /** How long the vCPUs of one VM waited for a pCPU, or for its limit, and for each other. */
    record Waits(long readyNs, long costopNs) {}

    GroupRun(VmGroup group, GroupMeter meter, Simulation simulation) {
        this.group = group;
        this.meter = meter;
        this.simulation = simulation;
    }

    void add(Vcpu vcpu) {
        vcpus.add(vcpu);
    }

    /** A thread of the host that serves devices of one of the VMs. */
    void addBackEnd(Vcpu thread) {
        backEnds.add(thread);
    }

    void add(Service service) {
        services.add(service);
    }

    void add(LiveMigration migration) {
        migrations.add(migration);
    }

    void add(Tenant tenant) {
        tenants.add(tenant);
    }

    /** The VMs of the group, where the host reclaims memory. */
    List<Tenant> tenants() {
        return tenants;
    }

    /** Pages that vCPUs waited for since {@link #reset()}. */
    long pageIns() {
        return sum(Tenant::pageIns) - pageInsBefore;
    }

    /** Pages brought twice since {@link #reset()}. */
    long doublePageIns() {
        return sum(Tenant::doublePageIns) - doublePageInsBefore;
    }

    private long sum(ToLongFunction<Tenant> count) {
        return tenants.stream().mapToLong(count).sum();
    }

    List<LiveMigration> migrations() {
        return migrations;
    }

    void start() {
        services.forEach(Service::start);
    }

    int vcpus() {
        return vcpus.size();
    }

    /** Begins to measure now. */
    void reset() {
        meter.reset();
        pageInsBefore = sum(Tenant::pageIns);
        doublePageInsBefore = sum(Tenant::doublePageIns);
        waitsBefore = waitsSoFar();
        atStart = totals();
    }

    /** What each VM waited since {@link #reset()}. */
    List<Waits> waits() {
        List<Waits> waits = new ArrayList<>(waitsSoFar());
        for (int vm = 0; vm < waitsBefore.size(); vm++) {
            Waits now = waits.get(vm);
            Waits before = waitsBefore.get(vm);
            waits.set(vm, new Waits(now.readyNs - before.readyNs, now.costopNs - before.costopNs));
        }
        return waits;
    }

    private List<Waits> waitsSoFar() {
        List<Waits> waits = new ArrayList<>();
        for (int first = 0; first < vcpus.size(); first += group.vcpus()) {
            Ledger ledger = new Ledger();
            for (Vcpu vcpu : vcpus.subList(first, first + group.vcpus())) {
                vcpu.sync();
                ledger.add(vcpu.guest().taskLedger());
                ledger.add(vcpu.guest().systemLedger());
            }
            long ready = ledger.ns[Cause.READY.ordinal()] + ledger.ns[Cause.CAPPED.ordinal()];
            waits.add(new Waits(ready, ledger.ns[Cause.COSTOP.ordinal()]));
        }
        return waits;
    }

    /** What was added since {@link #reset()}. */
    Totals measured() {
        Totals now = totals();
        Ledger difference = new Ledger();
        for (int i = 0; i < difference.ns.length; i++) {
            difference.ns[i] = now.ledger.ns[i] - atStart.ledger.ns[i];
            difference.counts[i] = now.ledger.counts[i] - atStart.ledger.counts[i];
        }
        return new Totals(
                difference,
                now.runningNs - atStart.runningNs,
                now.blockedNs - atStart.blockedNs,
                now.polledNs - atStart.polledNs,
                now.backEndNs - atStart.backEndNs,
                now.diskRequests - atStart.diskRequests,
                now.packetsIn - atStart.packetsIn,
                now.packetsOut - atStart.packetsOut);
    }

    private Totals totals() {
        Ledger ledger = new Ledger();
        long running = 0;
        long blocked = 0;
        long polled = 0;
        for (Vcpu vcpu : vcpus) {
            vcpu.sync();
            ledger.add(vcpu.guest().taskLedger());
            ledger.add(vcpu.guest().systemLedger());
            running += runningNs(vcpu);
            polled += vcpu.polledNs();
            blocked += vcpu.clock().ns(RunState.BLOCKED, simulation.now());
        }
        return new Totals(
                ledger,
                running,
                blocked,
                polled,
                backEnds.stream().mapToLong(this::runningNs).sum(),
                services.stream().mapToLong(Service::diskRequests).sum(),
                services.stream().mapToLong(Service::packetsIn).sum(),
                services.stream().mapToLong(Service::packetsOut).sum());
    }

    private long runningNs(Vcpu vcpu) {
        return vcpu.clock().ns(RunState.RUNNING, simulation.now());
    }
}
