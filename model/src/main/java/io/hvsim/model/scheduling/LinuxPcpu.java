// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A pCPU of a Linux host with its run queue: one queue of vCPUs, or one of VMs and below it a queue for each VM. What
 * happens to a vCPU happens to its VM's share of the pCPU too.
 */
final class LinuxPcpu {
    static final int NOWHERE = -1;

    final int index;
    LinuxVcpu running;
    /** It has been asked to choose again and has not done so yet. */
    boolean asked;

    private final Dispatcher dispatcher;
    private final Supplier<FairQueue> queues;
    private final boolean grouped;
    private final FairQueue root;
    /** Up to when the running vCPU was charged to the quota of its VM, in nanoseconds. */
    private long chargedNs;

    /** Shares that no VM needs, linked by {@link FairEntity#next}. */
    private VmShare spare;

    private LinuxVcpu[] vcpus = new LinuxVcpu[8];
    private int count;

    /**
     * @param queues makes a run queue
     * @param grouped whether VMs compete as groups
     */
    LinuxPcpu(int index, Dispatcher dispatcher, Supplier<FairQueue> queues, boolean grouped) {
        this.index = index;
        this.dispatcher = dispatcher;
        this.queues = queues;
        this.grouped = grouped;
        this.root = queues.get();
    }

    /** How many vCPUs are runnable or running here; sleepers whose dequeue is delayed and throttled ones do not count. */
    int count() {
        return count;
    }

    /** Asks the dispatcher to choose again. */
    void ask() {
        asked = true;
        dispatcher.reschedule(index);
    }

    private void account(FairQueue queue) {
        if (queue.account(dispatcher.now())) {
            ask();
        }
    }

    /**
     * Puts a vCPU into the queue.
     *
     * @param woken whether it comes from sleep or throttling; otherwise from another pCPU
     */
    void enter(LinuxVcpu vcpu, boolean woken) {
        sit(vcpu);
        vcpu.vm.runnable++;
        if (!grouped) {
            enter(vcpu, root, woken);
            return;
        }
        VmShare share = share(vcpu.vm);
        vcpu.group = share;
        enter(vcpu, share.members, woken);
        share.runnable++;
        enterGroup(share, vcpu.vm);
    }

    private void enter(FairEntity entity, FairQueue queue, boolean woken) {
        if (entity.queued) {
            queue.revive(entity);
        } else {
            account(queue);
            entity.settle(queue);
            queue.add(entity, woken);
        }
    }

    /** A vCPU has joined a group, which wakes with it if it was asleep, wherever the vCPU comes from. */
    private void enterGroup(VmShare share, LinuxVm vm) {
        long weight = vm.weightOf(share.runnable);
        if (share.queued) {
            if (share.delayed) {
                root.revive(share);
            }
            account(root);
            root.reweigh(share, weight);
        } else {
            share.weight = weight;
            enter(share, root, true);
        }
    }

    private VmShare share(LinuxVm vm) {
        if (vm.shares[index] == null) {
            VmShare share = takeSpare();
            share.lag = vm.lags[index];
            vm.shares[index] = share;
        }
        return vm.shares[index];
    }

    private VmShare takeSpare() {
        VmShare share = spare;
        if (share == null) {
            return new VmShare(queues.get(), root);
        }
        spare = (VmShare) share.next;
        share.next = null;
        return share;
    }

    /** The VM has no vCPU here any more. Its share serves other VMs: so few stay in use, and in the cache. */
    private void giveBack(VmShare share, LinuxVm vm) {
        if (share.members.isLikeAnyOther()) {
            vm.lags[index] = share.lag;
            vm.shares[index] = null;
            share.next = spare;
            spare = share;
        }
    }

    /** Whether {@code woken} should run in place of the running vCPU: decided between the two, or their VMs if they differ. */
    boolean preempts(LinuxVcpu woken) {
        boolean siblings = woken.queue == running.queue;
        FairQueue queue = siblings ? woken.queue : root;
        account(queue);
        return queue.preempts(siblings ? woken : woken.group);
    }

    /** Charges the running vCPU and its VM. */
    void charge() {
        running.queue.account(dispatcher.now());
        root.account(dispatcher.now());
        chargeQuota();
    }

    private void chargeQuota() {
        Quota quota = running.vm.quota;
        if (quota != null) {
            quota.charge(index, dispatcher.now() - chargedNs);
            chargedNs = dispatcher.now();
        }
    }

    /** The timer tick. */
    void tick() {
        boolean over = running.queue.tick(dispatcher.now());
        if (grouped && root.tick(dispatcher.now())) {
            over = true;
        }
        chargeQuota();
        if (over || running.vm.hasUsedUp(index)) {
            ask();
        }
    }

    /** The running vCPU, which has been charged, halts. */
    void block() {
        LinuxVcpu vcpu = running;
        running = null;
        vcpu.leftAtNs = dispatcher.now();
        vcpu.queue.block(vcpu);
        left(vcpu);
    }

    /** A vCPU leaves for another pCPU or is throttled. */
    void remove(LinuxVcpu vcpu) {
        account(vcpu.queue);
        if (grouped) {
            account(root);
        }
        vcpu.queue.remove(vcpu);
        left(vcpu);
    }

    private void left(LinuxVcpu vcpu) {
        rise(vcpu);
        vcpu.vm.runnable--;
        if (!grouped) {
            return;
        }
        VmShare share = vcpu.group;
        share.runnable--;
        if (share.members.size() == 0) {
            if (root.block(share)) {
                giveBack(share, vcpu.vm);
            }
        } else {
            root.reweigh(share, vcpu.vm.weightOf(share.runnable));
        }
    }

    /** The vCPU to run next, which may be the running one; null if there is none. */
    LinuxVcpu pick() {
        while (true) {
            FairEntity entity = root.pick();
            if (!grouped || entity == null) {
                return (LinuxVcpu) entity;
            }
            VmShare share = (VmShare) entity;
            FairEntity member = share.members.pick();
            if (member != null) {
                return (LinuxVcpu) member;
            }
            // There were but sleepers whose dequeue was delayed.
            root.block(share);
        }
    }

    /** Switches to {@code next}, or to idling if it is null. */
    void change(LinuxVcpu next) {
        if (running != null) {
            running.leftAtNs = dispatcher.now();
        }
        VmShare group = next == null ? null : next.group;
        stop(group, next);
        if (group != null && root.running() != group) {
            root.start(group, dispatcher.now());
        }
        if (next != null) {
            next.queue.start(next, dispatcher.now());
        }
        running = next;
        chargedNs = dispatcher.now();
    }

    /** Switches out what was running, except for a group that goes on with another member. */
    private void stop(VmShare group, LinuxVcpu next) {
        FairEntity before = root.running();
        if (before instanceof VmShare share && share.members.running() != null && share.members.running() != next) {
            share.members.stop();
        }
        if (before != null && before != group && before != next) {
            root.stop();
        }
    }

    /** How long the running vCPU may go on before the pCPU is to choose again, in nanoseconds. */
    long untilNextPick() {
        long ns = running.queue.untilNextPick();
        return grouped ? Math.min(ns, root.untilNextPick()) : ns;
    }

    /** The running vCPU gives way if another one waits. */
    void giveWay() {
        if (count == 1) {
            return;
        }
        account(running.queue);
        running.queue.giveWay();
        if (grouped) {
            account(root);
            root.giveWayAsGroup();
        }
        ask();
    }

    /** The next pick should be {@code vcpu}, if that is near. */
    void prefer(LinuxVcpu vcpu) {
        vcpu.queue.prefer(vcpu);
        if (grouped) {
            root.prefer(vcpu.group);
        }
    }

    private void sit(LinuxVcpu vcpu) {
        if (count == vcpus.length) {
            vcpus = Arrays.copyOf(vcpus, 2 * count);
        }
        vcpu.seat = count;
        vcpus[count++] = vcpu;
    }

    private void rise(LinuxVcpu vcpu) {
        LinuxVcpu last = vcpus[--count];
        vcpus[vcpu.seat] = last;
        last.seat = vcpu.seat;
        vcpus[count] = null;
        vcpu.seat = NOWHERE;
    }

    /**
     * Of the waiting vCPUs that may run on {@code to}, the one that has been off a pCPU longest, since before {@code untilNs}.
     *
     * @param nearOnly leaves those that are beside their memory here and would not be there
     */
    LinuxVcpu coldest(int to, long untilNs, boolean nearOnly) {
        LinuxVcpu coldest = null;
        for (int i = 0; i < count; i++) {
            LinuxVcpu vcpu = vcpus[i];
            if (vcpu != running
                    && vcpu.leftAtNs <= untilNs
                    && vcpu.contender.mayRunOn(to)
                    && !(nearOnly && vcpu.contender.isNear(index) && !vcpu.contender.isNear(to))
                    && (coldest == null || vcpu.leftAtNs < coldest.leftAtNs)) {
                coldest = vcpu;
            }
        }
        return coldest;
    }
}
