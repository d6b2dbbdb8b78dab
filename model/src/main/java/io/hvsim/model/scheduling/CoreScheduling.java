// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;
import io.hvsim.model.machine.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Any policy at the granularity of cores or sockets instead of pCPUs, as Xen's boot option {@code sched-gran}. The pCPUs of a
 * core are one <em>resource</em>, and as many vCPUs of a VM, in the order of their numbers, one <em>unit</em>: for the
 * policy they are a pCPU and a vCPU. A unit gets and loses its resource as a whole. The pCPU of a vCPU that is halted stays
 * idle as long as the unit has the resource, so that vCPUs of two VMs are never on one core at the same time.
 *
 * <p>Source: Xen command line reference, {@code sched-gran}. Differs from the source in: the pCPUs of a resource change over
 * at the same time without waiting for each other; a VM that may run on no whole resource has units of one vCPU;
 * reservations and limits count a resource as taken whole, which is assumed.
 */
public final class CoreScheduling implements VcpuScheduler {
    private final VcpuScheduler policy;
    private final boolean bySocket;
    private final List<Unit> units = new ArrayList<>();
    private final List<Unit> unitOf = new ArrayList<>();
    private Dispatcher dispatcher;
    private Handover handover;
    /** pCPUs of a resource; the last resource may have fewer. */
    private int width;
    /** The unit that has each resource. */
    private Unit[] holders;
    /** When the policy wants to choose again for each resource. */
    private long[] sliceEnds;
    /** Resources for which the policy has to choose. */
    private final BitSet undecided = new BitSet();

    private static final class Unit {
        final Contender contender;
        final List<Contender> vcpus = new ArrayList<>();
        int awake;
        /** Whether the policy takes it for runnable or running. */
        boolean active;

        Unit(Contender contender) {
            this.contender = contender;
        }
    }

    /**
     * @param policy decides about cores or sockets; not started
     * @param bySocket whether about sockets
     */
    public CoreScheduling(VcpuScheduler policy, boolean bySocket) {
        this.policy = policy;
        this.bySocket = bySocket;
    }

    /** The name of the policy that decides. */
    @Override
    public String name() {
        return policy.name();
    }

    @Override
    public List<Parameter> parameters() {
        return policy.parameters();
    }

    @Override
    public boolean keepsLimits() {
        return policy.keepsLimits();
    }

    @Override
    public boolean keepsReservations() {
        return policy.keepsReservations();
    }

    @Override
    public boolean keepsPools() {
        return policy.keepsPools();
    }

    @Override
    public void start(Dispatcher dispatcher, Parameters parameters) {
        this.dispatcher = dispatcher;
        this.handover = new Handover(dispatcher);
        Topology topology = dispatcher.topology();
        this.width = topology.threadsPerCore() * (bySocket ? topology.coresPerSocket() : 1);
        int count = (topology.pcpus() + width - 1) / width;
        this.holders = new Unit[count];
        this.sliceEnds = new long[count];
        Arrays.fill(sliceEnds, Long.MAX_VALUE);
        policy.start(new Resources(new Topology(count, 1, bySocket ? 1 : topology.coresPerSocket())), parameters);
    }

    /** The host as the policy sees it. */
    private final class Resources implements Dispatcher {
        private final Topology topology;

        Resources(Topology topology) {
            this.topology = topology;
        }

        @Override
        public Topology topology() {
            return topology;
        }

        @Override
        public long now() {
            return dispatcher.now();
        }

        @Override
        public Timer timer(Runnable action) {
            return dispatcher.timer(action);
        }

        @Override
        public void reschedule(int resource) {
            undecided.set(resource);
            dispatcher.reschedule(resource * width);
        }

        @Override
        public boolean isSwitching(int core) {
            for (int pcpu = core * width; pcpu < end(core); pcpu++) {
                if (dispatcher.isSwitching(pcpu)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public void moveMemory(int vm, int socket, double share) {
            dispatcher.moveMemory(vm, socket, share);
        }

        @Override
        public void waitsBecauseOf(Contender unit, Wait wait) {
            for (Contender vcpu : units.get(unit.id()).vcpus) {
                dispatcher.waitsBecauseOf(vcpu, wait);
            }
        }
    }

    @Override
    public void add(Contender vcpu) {
        Unit last = units.isEmpty() ? null : units.get(units.size() - 1);
        if (last == null || last.contender.vm() != vcpu.vm() || last.vcpus.size() == unitSize(vcpu.claim())) {
            Claim claim = last != null && last.contender.vm() == vcpu.vm()
                    ? last.contender.claim()
                    : claimOfUnits(vcpu.claim());
            last = new Unit(new Contender(units.size(), vcpu.vm(), claim, near(vcpu, claim)));
            units.add(last);
            policy.add(last.contender);
        }
        last.vcpus.add(vcpu);
        unitOf.add(last);
        handover.add(vcpu);
    }

    private int unitSize(Claim claim) {
        return wholeResources(claim).isEmpty() ? 1 : width;
    }

    /** Resources on all of whose pCPUs the VM may run. */
    private BitSet wholeResources(Claim claim) {
        BitSet whole = new BitSet();
        for (int resource = 0; resource < holders.length; resource++) {
            whole.set(resource, claim.affinity().nextClearBit(resource * width) >= end(resource));
        }
        return whole;
    }

    /** The number after that of the last pCPU of a resource. */
    private int end(int resource) {
        return Math.min((resource + 1) * width, dispatcher.topology().pcpus());
    }

    private Claim claimOfUnits(Claim claim) {
        BitSet resources = wholeResources(claim);
        if (resources.isEmpty()) {
            claim.affinity().stream().forEach(pcpu -> resources.set(pcpu / width));
        }
        return new Claim(
                claim.shares(),
                claim.reservation() / width,
                claim.limit() / width,
                resources,
                claim.pool().perUnitOf(width));
    }

    /** Resources of the units of {@code vcpu} that are beside its memory, in whole or in part. */
    private BitSet near(Contender vcpu, Claim claim) {
        BitSet near = new BitSet();
        vcpu.near().stream().forEach(pcpu -> near.set(pcpu / width));
        near.and(claim.affinity());
        return near.isEmpty() ? claim.affinity() : near;
    }

    @Override
    public void wake(Contender vcpu) {
        Unit unit = unitOf.get(vcpu.id());
        handover.wakes(vcpu);
        unit.awake++;
        if (!unit.active) {
            unit.active = true;
            policy.wake(unit.contender);
        }
    }

    @Override
    public void block(Contender vcpu, int pcpu) {
        Unit unit = unitOf.get(vcpu.id());
        handover.halts(vcpu, pcpu);
        unit.awake--;
        if (unit.awake == 0 && holders[pcpu / width] == unit) {
            block(unit, pcpu / width);
            undecided.set(pcpu / width);
        }
    }

    private void block(Unit unit, int resource) {
        unit.active = false;
        policy.block(unit.contender, resource);
    }

    @Override
    public Contender schedule(int pcpu) {
        int resource = pcpu / width;
        if (undecided.get(resource) || dispatcher.now() >= sliceEnds[resource]) {
            decide(resource);
        }
        return handover.schedule(pcpu);
    }

    private void decide(int resource) {
        undecided.clear(resource);
        Unit unit = choose(resource);
        while (unit != null && unit.awake == 0) {
            // All its vCPUs have halted since it lost its last resource, at the very time of that.
            block(unit, resource);
            unit = choose(resource);
        }
        long sliceNs = unit == null ? Long.MAX_VALUE : policy.sliceNs(resource);
        sliceEnds[resource] = sliceNs == Long.MAX_VALUE ? Long.MAX_VALUE : dispatcher.now() + sliceNs;
        holders[resource] = unit;
        int placed = 0;
        for (int pcpu = resource * width; pcpu < end(resource); pcpu++) {
            boolean takes = unit != null
                    && placed < unit.vcpus.size()
                    && unit.vcpus.get(placed).mayRunOn(pcpu);
            handover.give(pcpu, takes ? unit.vcpus.get(placed++) : null);
        }
    }

    private Unit choose(int resource) {
        Contender chosen = policy.schedule(resource);
        return chosen == null ? null : units.get(chosen.id());
    }

    @Override
    public long sliceNs(int pcpu) {
        long end = sliceEnds[pcpu / width];
        return end == Long.MAX_VALUE ? Long.MAX_VALUE : end - dispatcher.now();
    }

    @Override
    public boolean isContended(int pcpu) {
        return policy.isContended(pcpu / width);
    }

    /** Another unit of the VM takes the resource, where the policy can; within a unit there is nothing to give way to. */
    @Override
    public boolean yieldTo(int pcpu, Contender to) {
        Unit unit = unitOf.get(to.id());
        return unit != holders[pcpu / width] && policy.yieldTo(pcpu / width, unit.contender);
    }
}
