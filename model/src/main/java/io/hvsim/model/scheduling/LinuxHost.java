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
 * domains, one vCPU at a time; NUMA balancing leaves memory and running vCPUs where they are; a throttled VM leaves a pCPU vCPU by vCPU, as since Linux 6.18, and waits for the next period
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
            Parameter.word(
                    "numa-balancing",
                    List.of("on", "off"),
                    "whether vCPUs prefer the pCPUs of the sockets that have the memory of their VM"),
            Parameter.time("bandwidth-period", "period of the quota of a VM with a limit")
                    .atLeast(LEAST_NS),
            Parameter.time("bandwidth-slice", "how much of the quota a pCPU takes at a time")
                    .atLeast(LEAST_NS),
            Parameter.time("bandwidth-kept", "how much of it a pCPU keeps when the VM sleeps"));

    private final Dispatcher dispatcher;
    private final LinuxPcpu[] pcpus;
    /** pCPUs that have nothing to run. */
    private final IdlePcpus idle;

    private final LinuxPlacement placement;
    private final List<LinuxVcpu> vcpus = new ArrayList<>();
    private final List<LinuxVm> vms = new ArrayList<>();
    private final Quota.Rules bandwidth;
    private final long tickNs;
    private final Timer tick;
    private final long balanceNs;
    private final int balanceDifference;
    private final long hotNs;
    private final Timer balance;
    /** pCPUs that have a vCPU that waits. */
    private final BitSet crowded;

    LinuxHost(Dispatcher dispatcher, Parameters parameters, Supplier<FairQueue> queues) {
        this.dispatcher = dispatcher;
        Topology topology = dispatcher.topology();
        boolean grouped = parameters.is("groups", "vm");
        this.pcpus = new LinuxPcpu[topology.pcpus()];
        for (int i = 0; i < pcpus.length; i++) {
            pcpus[i] = new LinuxPcpu(i, dispatcher, queues, grouped);
        }
        this.idle = new IdlePcpus(topology);
        this.crowded = new BitSet(pcpus.length);
        this.placement = new LinuxPlacement(topology, pcpus, idle, crowded, parameters.is("numa-balancing", "on"));
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
        placement.add(contender);
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
        if (admit(vcpu, pcpu, woken) && (pcpu.running == null || !pcpu.asked && pcpu.preempts(vcpu))) {
            pcpu.ask();
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

    private void enter(LinuxVcpu vcpu, LinuxPcpu pcpu, boolean woken) {
        idle.set(pcpu.index, false);
        arm(tick, tickNs);
        pcpu.enter(vcpu, woken);
        if (pcpu.count() == 2) {
            crowded.set(pcpu.index);
            arm(balance, balanceNs);
        }
    }

    /** Arms a timer that is not armed for the next multiple of its period. */
    private void arm(Timer timer, long periodNs) {
        if (!timer.isArmed()) {
            timer.armAt((dispatcher.now() / periodNs + 1) * periodNs);
        }
    }

    void block(Contender contender, int index) {
        LinuxVm vm = vcpus.get(contender.id()).vm;
        LinuxPcpu pcpu = pcpus[index];
        pcpu.charge();
        pcpu.block();
        left(pcpu);
        if (vm.quota != null) {
            if (vm.hasUsedUp(index)) {
                throttle(vm, pcpu);
            } else if (!vm.isRunnableOn(index)) {
                vm.quota.slept(index);
            }
        }
    }

    /** A vCPU that does not run leaves its pCPU. */
    private void remove(LinuxVcpu vcpu) {
        LinuxPcpu pcpu = pcpus[vcpu.pcpu];
        pcpu.remove(vcpu);
        left(pcpu);
    }

    private void left(LinuxPcpu pcpu) {
        if (pcpu.count() == 1) {
            crowded.clear(pcpu.index);
        }
    }

    /** Takes all vCPUs of a VM off a pCPU until the next period. */
    private void throttle(LinuxVm vm, LinuxPcpu pcpu) {
        vm.quota.throttle(pcpu.index);
        for (LinuxVcpu vcpu : vm.vcpus) {
            if (vcpu.isRunnableOn(pcpu.index)) {
                remove(vcpu);
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
        vm.quota.refill();
        boolean throttled = false;
        for (LinuxPcpu pcpu : pcpus) {
            if (vm.quota.resume(pcpu.index)) {
                resume(vm, pcpu);
            }
            throttled |= vm.quota.isThrottled(pcpu.index);
        }
        if (throttled || vm.runnable > 0) {
            vm.quota.period.armIn(bandwidth.periodNs());
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
            pcpu.ask();
        }
    }

    Contender schedule(int index) {
        LinuxPcpu pcpu = pcpus[index];
        LinuxVcpu before = pcpu.running;
        if (before != null) {
            pcpu.charge();
            if (before.vm.hasUsedUp(index)) {
                throttle(before.vm, pcpu);
            }
        }
        LinuxVcpu next = pcpu.pick();
        if (next == null && pull(pcpu)) {
            next = pcpu.pick();
        }
        if (next == null || next != before) {
            pcpu.change(next);
        }
        idle.set(index, next == null);
        pcpu.asked = false;
        return next == null ? null : next.contender;
    }

    /** Gives an idle pCPU a vCPU that waits elsewhere. */
    private boolean pull(LinuxPcpu to) {
        LinuxVcpu vcpu = crowded.isEmpty() ? null : placement.pull(to.index, 2, Long.MAX_VALUE);
        if (vcpu == null) {
            return false;
        }
        remove(vcpu);
        return admit(vcpu, to, false);
    }

    long sliceNs(int pcpu) {
        return pcpus[pcpu].untilNextPick();
    }

    boolean isContended(int pcpu) {
        return pcpus[pcpu].count() > 1;
    }

    int runQueue(Contender vcpu) {
        return vcpus.get(vcpu.id()).pcpu;
    }

    /**
     * The vCPU that runs on {@code pcpu} gives way to another one, where that waits; false if it is not in a queue. A pCPU
     * that is still switching to a vCPU lets that run first: else vCPUs that yield to each other all day never get to run.
     */
    boolean yieldTo(int pcpu, Contender to) {
        LinuxVcpu target = vcpus.get(to.id());
        if (target.seat == LinuxPcpu.NOWHERE) {
            return false;
        }
        pcpus[pcpu].giveWay();
        pcpus[target.pcpu].prefer(target);
        if (target.pcpu == pcpu || !dispatcher.isSwitching(target.pcpu)) {
            pcpus[target.pcpu].ask();
        }
        return true;
    }

    private void tick() {
        for (LinuxPcpu pcpu : pcpus) {
            if (pcpu.running != null) {
                pcpu.tick();
            }
        }
        for (int i = idle.next(0); i >= 0 && !crowded.isEmpty(); i = idle.next(i + 1)) {
            balance(pcpus[i]);
        }
        if (idle.count() < pcpus.length) {
            tick.armIn(tickNs);
        }
    }

    private void balance() {
        if (crowded.isEmpty()) {
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
            remove(vcpu);
            arrive(vcpu, to, false);
        }
    }
}
