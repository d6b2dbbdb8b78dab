// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;

/**
 * What EEVDF and CFS have in common: a run queue for each pCPU, ticks, groups, placement, balancing and bandwidth control.
 *
 * <p>Ticks fall on multiples of their period, on all pCPUs at once, and reach those that run a vCPU. A vCPU that should give
 * way does so at the same simulated time.
 *
 * <p>Sources: Linux, {@code kernel/sched/fair.c} and {@code kernel/sched/core.c}; Documentation/scheduler/sched-bwc.rst.
 * Differs from the source in: weights are counted as they are, without the decaying averages; a group's weight follows how
 * many of its vCPUs are runnable at once, where the kernel averages; vCPU threads exist and have slept before their first
 * wake-up, so nothing is a new task; no task other than vCPUs, no real-time class; every wake-up reaches its pCPU at once; a
 * waking vCPU looks for an idle pCPU on all sockets; a pCPU that becomes idle always looks for work, and balancing knows no
 * domains, one vCPU at a time; a throttled VM leaves a pCPU vCPU by vCPU, as since Linux 6.18, and waits for the next period
 * even if another pCPU gives time back before.
 */
final class LinuxHost {
    /** The least value of times that may not be 0. */
    static final double LEAST_NS = 1000;

    static final List<Parameter> PARAMETERS = List.of(
            Parameter.time("tick", "period of the timer tick").atLeast(LEAST_NS),
            Parameter.word(
                    "groups",
                    List.of("flat", "vm"),
                    "whether vCPUs compete with all others, or VMs on each pCPU and then the vCPUs of a VM"),
            Parameter.time(
                    "balance-interval",
                    "how often busy pCPUs look for vCPUs that wait elsewhere; idle ones do at ticks")
                    .atLeast(LEAST_NS),
            Parameter.number("balance-difference", "by how many vCPUs the other pCPU must then have more")
                    .atLeast(2),
            Parameter.time("cache-hot", "how long a vCPU must have been off its pCPU to be balanced"),
            Parameter.time("bandwidth-period", "period of the quota of a VM with a limit").atLeast(LEAST_NS),
            Parameter.time("bandwidth-slice", "how much of the quota a pCPU takes at a time").atLeast(LEAST_NS),
            Parameter.time("bandwidth-kept", "how much of it a pCPU keeps when the VM sleeps"));

    private final Dispatcher dispatcher;
    private final Supplier<FairQueue> queues;
    private final LinuxPcpu[] pcpus;
    /** pCPUs that have nothing to run. */
    private final BitSet idle;

    private final LinuxPlacement placement;
    private final List<LinuxVcpu> vcpus = new ArrayList<>();
    private final List<LinuxVm> vms = new ArrayList<>();
    private final boolean grouped;
    private final Quota.Rules bandwidth;
    private final long tickNs;
    private final Timer tick;
    private final long balanceNs;
    private final int balanceDifference;
    private final long hotNs;
    private final Timer balance;
    /** How many pCPUs have a vCPU that waits. */
    private int crowded;

    LinuxHost(Dispatcher dispatcher, Parameters parameters, Supplier<FairQueue> queues) {
        this.dispatcher = dispatcher;
        this.queues = queues;
        Topology topology = dispatcher.topology();
        this.pcpus = new LinuxPcpu[topology.pcpus()];
        for (int i = 0; i < pcpus.length; i++) {
            pcpus[i] = new LinuxPcpu(i, queues.get());
        }
        this.idle = new BitSet(pcpus.length);
        idle.set(0, pcpus.length);
        this.placement = new LinuxPlacement(topology, pcpus, idle);
        this.grouped = parameters.is("groups", "vm");
        this.bandwidth = new Quota.Rules(
                parameters.ns("bandwidth-period"), parameters.ns("bandwidth-slice"), parameters.ns("bandwidth-kept"));
        this.tickNs = parameters.ns("tick");
        this.tick = dispatcher.timer(this::tick);
        this.balanceNs = parameters.ns("balance-interval");
        this.balanceDifference = (int) parameters.number("balance-difference");
        this.hotNs = parameters.ns("cache-hot");
        this.balance = dispatcher.timer(this::balance);
    }

    /**
     * How tunables grow with the host: 1 and the binary logarithm of its CPUs, of which at most {@code most} count. Source:
     * Linux, {@code get_update_sysctl_factor}.
     */
    static int scale(Topology topology, int most) {
        int counted = Math.min(topology.pcpus(), most);
        return 1 + (Integer.SIZE - 1 - Integer.numberOfLeadingZeros(counted));
    }

    void add(Contender contender) {
        if (contender.vm() == vms.size()) {
            vms.add(vm(contender));
        }
        LinuxVm vm = vms.get(contender.vm());
        LinuxVcpu vcpu = new LinuxVcpu(contender, vm);
        vm.vcpus.add(vcpu);
        vcpus.add(vcpu);
    }

    private LinuxVm vm(Contender contender) {
        Claim claim = contender.claim();
        if (!contender.isLimited()) {
            return new LinuxVm(claim, pcpus.length, null);
        }
        Quota quota = new Quota(bandwidth, claim.limit(), pcpus.length);
        LinuxVm vm = new LinuxVm(claim, pcpus.length, quota);
        quota.period = dispatcher.timer(() -> refill(vm));
        return vm;
    }

    void wake(Contender contender) {
        LinuxVcpu vcpu = vcpus.get(contender.id());
        arrive(vcpu, pcpus[vcpu.queued ? vcpu.pcpu : placement.wakeUp(vcpu)], true);
    }

    /** A vCPU comes to {@code pcpu}, which may have to choose again. */
    private void arrive(LinuxVcpu vcpu, LinuxPcpu pcpu, boolean woken) {
        if (!admit(vcpu, pcpu, woken)) {
            return;
        }
        if (pcpu.running == null || !pcpu.asked && preempts(vcpu, pcpu.running)) {
            ask(pcpu);
        }
    }

    /** Puts a vCPU into the queue of {@code pcpu}; false if it is throttled there. */
    private boolean admit(LinuxVcpu vcpu, LinuxPcpu pcpu, boolean woken) {
        vcpu.pcpu = pcpu.index;
        Quota quota = vcpu.vm.quota;
        if (quota != null) {
            arm(quota.period, bandwidth.periodNs());
            if (!quota.admits(pcpu.index)) {
                throttle(vcpu);
                return false;
            }
        }
        enter(vcpu, pcpu, woken);
        return true;
    }

    /** Arms a timer that is not armed for the next multiple of its period. */
    private void arm(Timer timer, long periodNs) {
        if (!timer.isArmed()) {
            timer.armAt((dispatcher.now() / periodNs + 1) * periodNs);
        }
    }

    private void enter(LinuxVcpu vcpu, LinuxPcpu pcpu, boolean woken) {
        idle.clear(pcpu.index);
        arm(tick, tickNs);
        vcpu.vm.runnable++;
        pcpu.enter(vcpu);
        if (pcpu.count() == 2) {
            crowded++;
            arm(balance, balanceNs);
        }
        if (grouped) {
            vcpu.group = share(vcpu.vm, pcpu);
        }
        FairQueue queue = grouped ? vcpu.group.members : pcpu.root;
        enter(vcpu, queue, woken, pcpu);
        if (grouped) {
            vcpu.group.runnable++;
            enterGroup(vcpu.group, vcpu.vm, pcpu);
        }
    }

    private void enter(FairEntity entity, FairQueue queue, boolean woken, LinuxPcpu pcpu) {
        if (entity.queued) {
            queue.revive(entity);
        } else {
            account(queue, pcpu);
            entity.settle(queue);
            queue.add(entity, woken);
        }
    }

    /** A vCPU has joined a group, which wakes with it if it was asleep, wherever the vCPU comes from. */
    private void enterGroup(VmShare share, LinuxVm vm, LinuxPcpu pcpu) {
        long weight = vm.weightOf(share.runnable);
        if (share.queued) {
            if (share.delayed) {
                pcpu.root.revive(share);
            }
            account(pcpu.root, pcpu);
            pcpu.root.reweigh(share, weight);
        } else {
            share.weight = weight;
            enter(share, pcpu.root, true, pcpu);
        }
    }

    private VmShare share(LinuxVm vm, LinuxPcpu pcpu) {
        if (vm.shares[pcpu.index] == null) {
            vm.shares[pcpu.index] = new VmShare(vm.weight, queues.get(), pcpu.root);
        }
        return vm.shares[pcpu.index];
    }

    private void account(FairQueue queue, LinuxPcpu pcpu) {
        if (queue.account(dispatcher.now())) {
            ask(pcpu);
        }
    }

    private void ask(LinuxPcpu pcpu) {
        pcpu.asked = true;
        dispatcher.reschedule(pcpu.index);
    }

    /** Whether {@code woken} should run in place of {@code running}: decided between the two, or their VMs if they differ. */
    private boolean preempts(LinuxVcpu woken, LinuxVcpu running) {
        boolean siblings = woken.queue == running.queue;
        FairQueue queue = siblings ? woken.queue : woken.group.queue;
        account(queue, pcpus[woken.pcpu]);
        return queue.preempts(siblings ? woken : woken.group);
    }

    void block(Contender contender, int pcpu) {
        LinuxVcpu vcpu = vcpus.get(contender.id());
        LinuxPcpu on = pcpus[pcpu];
        boolean mayGoOn = charge(on);
        on.running = null;
        vcpu.leftAtNs = dispatcher.now();
        leave(vcpu, true);
        if (!mayGoOn) {
            throttle(vcpu.vm, on);
        }
    }

    /** Charges the running vCPU and what it is part of; false if its VM has used up its quota. */
    private boolean charge(LinuxPcpu pcpu) {
        LinuxVcpu vcpu = pcpu.running;
        vcpu.queue.account(dispatcher.now());
        if (grouped) {
            vcpu.group.queue.account(dispatcher.now());
        }
        return chargeQuota(pcpu);
    }

    private boolean chargeQuota(LinuxPcpu pcpu) {
        LinuxVm vm = pcpu.running.vm;
        long ranNs = dispatcher.now() - pcpu.chargedNs;
        pcpu.chargedNs = dispatcher.now();
        return vm.quota == null || vm.quota.charge(pcpu.index, ranNs);
    }

    /** Takes a vCPU that has been charged out of the queue of its pCPU, except for a sleeper whose dequeue is delayed. */
    private void leave(LinuxVcpu vcpu, boolean sleeps) {
        LinuxPcpu pcpu = pcpus[vcpu.pcpu];
        vcpu.vm.runnable--;
        pcpu.exit(vcpu);
        if (pcpu.count() == 1) {
            crowded--;
        }
        if (sleeps) {
            vcpu.queue.block(vcpu);
        } else {
            vcpu.queue.remove(vcpu);
        }
        if (grouped) {
            vcpu.group.runnable--;
            leaveGroup(vcpu.group, vcpu.vm, pcpu);
        }
        if (vcpu.vm.quota != null && sleeps && isAlone(vcpu)) {
            vcpu.vm.quota.slept(pcpu.index);
        }
    }

    private static void leaveGroup(VmShare share, LinuxVm vm, LinuxPcpu pcpu) {
        if (share.members.size() == 0) {
            pcpu.root.block(share);
        } else {
            pcpu.root.reweigh(share, vm.weightOf(share.runnable));
        }
    }

    private static boolean isAlone(LinuxVcpu vcpu) {
        for (LinuxVcpu each : vcpu.vm.vcpus) {
            if (each.pcpu == vcpu.pcpu && each.seat != LinuxPcpu.NOWHERE) {
                return false;
            }
        }
        return true;
    }

    /** Takes all vCPUs of a VM off a pCPU until the next period. */
    private void throttle(LinuxVm vm, LinuxPcpu pcpu) {
        vm.quota.throttle(pcpu.index);
        for (LinuxVcpu vcpu : vm.vcpus) {
            if (vcpu.pcpu == pcpu.index && vcpu.seat != LinuxPcpu.NOWHERE) {
                leave(vcpu, false);
                throttle(vcpu);
            }
        }
    }

    private void throttle(LinuxVcpu vcpu) {
        vcpu.throttled = true;
        dispatcher.waitsBecauseOf(vcpu.contender, Wait.CAPPED);
    }

    /** A period of a limited VM begins. */
    private void refill(LinuxVm vm) {
        if (vm.quota.refill()) {
            vm.quota.period.armIn(bandwidth.periodNs());
        }
        for (LinuxPcpu pcpu : pcpus) {
            if (vm.quota.resume(pcpu.index)) {
                resume(vm, pcpu);
            }
        }
    }

    private void resume(LinuxVm vm, LinuxPcpu pcpu) {
        for (LinuxVcpu vcpu : vm.vcpus) {
            if (vcpu.throttled && vcpu.pcpu == pcpu.index) {
                vcpu.throttled = false;
                dispatcher.waitsBecauseOf(vcpu.contender, Wait.CONTENTION);
                enter(vcpu, pcpu, true);
            }
        }
        if (pcpu.running == null) {
            ask(pcpu);
        }
    }

    Contender schedule(int index) {
        LinuxPcpu pcpu = pcpus[index];
        pcpu.asked = false;
        LinuxVcpu before = pcpu.running;
        if (before != null && !charge(pcpu)) {
            throttle(before.vm, pcpu);
        }
        LinuxVcpu next = pick(pcpu);
        if (next == null && pull(pcpu)) {
            next = pick(pcpu);
        }
        if (next == null || next != before) {
            change(pcpu, next);
        }
        return next == null ? null : next.contender;
    }

    private LinuxVcpu pick(LinuxPcpu pcpu) {
        while (true) {
            FairEntity entity = pcpu.root.pick();
            if (!grouped || entity == null) {
                return (LinuxVcpu) entity;
            }
            VmShare share = (VmShare) entity;
            FairEntity member = share.members.pick();
            if (member != null) {
                return (LinuxVcpu) member;
            }
            // There were but sleepers whose dequeue was delayed.
            pcpu.root.block(share);
        }
    }

    /** Gives an idle pCPU a vCPU that waits elsewhere. */
    private boolean pull(LinuxPcpu to) {
        LinuxVcpu vcpu = crowded == 0 ? null : placement.pull(to.index, 2, Long.MAX_VALUE);
        if (vcpu == null) {
            return false;
        }
        depart(vcpu);
        return admit(vcpu, to, false);
    }

    /** A waiting vCPU leaves its pCPU for another one. */
    private void depart(LinuxVcpu vcpu) {
        LinuxPcpu from = pcpus[vcpu.pcpu];
        account(vcpu.queue, from);
        if (grouped) {
            account(from.root, from);
        }
        leave(vcpu, false);
    }

    private void change(LinuxPcpu pcpu, LinuxVcpu next) {
        LinuxVcpu before = pcpu.running;
        if (before != null) {
            before.leftAtNs = dispatcher.now();
        }
        VmShare group = next == null ? null : next.group;
        stop(pcpu.root, group, next);
        if (grouped && group != null && pcpu.root.running() != group) {
            pcpu.root.start(group, dispatcher.now());
        }
        if (next != null) {
            next.queue.start(next, dispatcher.now());
        } else {
            idle.set(pcpu.index);
        }
        pcpu.running = next;
        pcpu.chargedNs = dispatcher.now();
    }

    /** Switches out what was running, except for a group that goes on with another member. */
    private static void stop(FairQueue root, VmShare group, LinuxVcpu next) {
        FairEntity running = root.running();
        if (running instanceof VmShare share && share.members.running() != null && share.members.running() != next) {
            share.members.stop();
        }
        if (running != null && running != group && running != next) {
            root.stop();
        }
    }

    long sliceNs(int pcpu) {
        LinuxVcpu running = pcpus[pcpu].running;
        long ns = running.queue.untilNextPick();
        return grouped ? Math.min(ns, running.group.queue.untilNextPick()) : ns;
    }

    boolean isContended(int pcpu) {
        return pcpus[pcpu].count() > 1;
    }

    /** The vCPU that runs on {@code pcpu} gives way to another one, where that waits; false if it is not in a queue. */
    boolean yieldTo(int pcpu, Contender to) {
        LinuxPcpu from = pcpus[pcpu];
        LinuxVcpu target = vcpus.get(to.id());
        if (target.seat == LinuxPcpu.NOWHERE) {
            return false;
        }
        account(from.running.queue, from);
        from.running.queue.giveWay();
        target.queue.prefer(target);
        if (grouped) {
            account(from.root, from);
            from.root.giveWayAsGroup();
            target.group.queue.prefer(target.group);
        }
        ask(from);
        if (target.pcpu != pcpu) {
            ask(pcpus[target.pcpu]);
        }
        return true;
    }

    private void tick() {
        for (int i = idle.nextClearBit(0); i < pcpus.length; i = idle.nextClearBit(i + 1)) {
            if (pcpus[i].running != null) {
                tick(pcpus[i]);
            }
        }
        for (int i = idle.nextSetBit(0); i >= 0 && crowded > 0; i = idle.nextSetBit(i + 1)) {
            balance(pcpus[i]);
        }
        if (idle.cardinality() < pcpus.length) {
            tick.armIn(tickNs);
        }
    }

    private void tick(LinuxPcpu pcpu) {
        LinuxVcpu vcpu = pcpu.running;
        boolean asks = vcpu.queue.tick(dispatcher.now());
        if (grouped && vcpu.group.queue.tick(dispatcher.now())) {
            asks = true;
        }
        if (!chargeQuota(pcpu)) {
            asks = true;
        }
        if (asks) {
            ask(pcpu);
        }
    }

    private void balance() {
        if (crowded == 0) {
            return;
        }
        for (LinuxPcpu to : pcpus) {
            balance(to);
        }
        balance.armIn(balanceNs);
    }

    private void balance(LinuxPcpu to) {
        LinuxVcpu vcpu = placement.pull(to.index, balanceDifference, dispatcher.now() - hotNs);
        if (vcpu != null) {
            depart(vcpu);
            arrive(vcpu, to, false);
        }
    }
}
