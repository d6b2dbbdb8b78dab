// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Relaxed co-scheduling: keeps the vCPUs of a VM from drifting apart. A vCPU makes progress while it runs or is halted, and
 * none while it waits for a pCPU or is stopped here; its lead is its progress less that of the slowest of its VM. Each
 * sample, vCPUs that are further ahead than the stop-skew are stopped, and stopped ones that are ahead by less than the
 * start-skew go on, all at the same time. Time in which its limit holds the whole VM makes no lead.
 *
 * <p>VMs are watched only while one of their vCPUs waits, as leads do not change otherwise.
 */
final class RelaxedCoscheduling {
    private final Dispatcher dispatcher;
    private final long stopSkewNs;
    private final long startSkewNs;
    private final long sampleNs;
    private final Consumer<Contender> changed;
    private final Runnable sampled;
    private final Timer sample;

    private Vm[] vms = new Vm[16];
    private Vm[] watched = new Vm[16];
    private int watchedCount;

    /** The vCPUs of a VM, by their number in it. */
    private static final class Vm {
        Contender[] vcpus = new Contender[1];
        /** How long each has made no progress, up to the last time it ceased to wait. */
        long[] waitedNs = new long[1];

        /** Since when each waits; -1 if it does not. */
        long[] waitsSince = new long[1];

        /** The lead with which each halted. */
        long[] leadNs = new long[1];

        boolean[] awake = new boolean[1];
        boolean[] stopped = new boolean[1];
        int count;
        int waiting;
        int place = -1;

        void add(Contender vcpu) {
            if (count == vcpus.length) {
                vcpus = Arrays.copyOf(vcpus, 2 * count);
                waitedNs = Arrays.copyOf(waitedNs, 2 * count);
                waitsSince = Arrays.copyOf(waitsSince, 2 * count);
                leadNs = Arrays.copyOf(leadNs, 2 * count);
                awake = Arrays.copyOf(awake, 2 * count);
                stopped = Arrays.copyOf(stopped, 2 * count);
            }
            waitsSince[count] = -1;
            vcpus[count++] = vcpu;
        }

        int number(Contender vcpu) {
            return vcpu.id() - vcpus[0].id();
        }

        long waitedNs(int i, long now) {
            return waitedNs[i] + (waitsSince[i] < 0 ? 0 : now - waitsSince[i]);
        }

        long longestWaitNs(long now) {
            long longest = 0;
            for (int i = 0; i < count; i++) {
                longest = Math.max(longest, waitedNs(i, now));
            }
            return longest;
        }
    }

    /**
     * @param sampleNs how often leads are compared; 0 for never
     * @param changed is told of every vCPU that is stopped or goes on
     * @param sampled is called after each sample in which any did
     */
    RelaxedCoscheduling(
            Dispatcher dispatcher,
            long stopSkewNs,
            long startSkewNs,
            long sampleNs,
            Consumer<Contender> changed,
            Runnable sampled) {
        this.dispatcher = dispatcher;
        this.stopSkewNs = stopSkewNs;
        this.startSkewNs = startSkewNs;
        this.sampleNs = sampleNs;
        this.changed = changed;
        this.sampled = sampled;
        this.sample = dispatcher.timer(this::sample);
    }

    void add(Contender vcpu) {
        if (vcpu.vm() >= vms.length) {
            vms = Arrays.copyOf(vms, 2 * vcpu.vm());
        }
        if (vms[vcpu.vm()] == null) {
            vms[vcpu.vm()] = new Vm();
        }
        vms[vcpu.vm()].add(vcpu);
    }

    boolean isStopped(Contender vcpu) {
        Vm vm = vms[vcpu.vm()];
        return vm.stopped[vm.number(vcpu)];
    }

    /** The halted vCPU wakes up: while it was halted it gained no lead. It does not wait yet. */
    void wakes(Contender vcpu) {
        Vm vm = vms[vcpu.vm()];
        if (vm.count > 1) {
            int i = vm.number(vcpu);
            vm.awake[i] = true;
            vm.waitedNs[i] = Math.max(vm.waitedNs[i], vm.longestWaitNs(dispatcher.now()) - vm.leadNs[i]);
        }
    }

    /** The vCPU wants a pCPU and has none from now on. */
    void waits(Contender vcpu) {
        Vm vm = vms[vcpu.vm()];
        int i = vm.number(vcpu);
        if (vm.count > 1 && vm.waitsSince[i] < 0) {
            vm.waitsSince[i] = dispatcher.now();
            if (vm.waiting++ == 0) {
                watch(vm);
            }
        }
    }

    /** The vCPU makes progress from now on, or is held together with its VM. */
    void goesOn(Contender vcpu) {
        Vm vm = vms[vcpu.vm()];
        int i = vm.number(vcpu);
        if (vm.waitsSince[i] >= 0) {
            vm.waitedNs[i] = vm.waitedNs(i, dispatcher.now());
            vm.waitsSince[i] = -1;
            if (--vm.waiting == 0) {
                unwatch(vm);
            }
        }
    }

    /** The running vCPU halts; if it was to be stopped, it no longer is. */
    void halts(Contender vcpu) {
        Vm vm = vms[vcpu.vm()];
        if (vm.count > 1) {
            int i = vm.number(vcpu);
            vm.awake[i] = false;
            vm.stopped[i] = false;
            vm.leadNs[i] = vm.longestWaitNs(dispatcher.now()) - vm.waitedNs[i];
        }
    }

    private void watch(Vm vm) {
        if (watchedCount == watched.length) {
            watched = Arrays.copyOf(watched, 2 * watchedCount);
        }
        vm.place = watchedCount;
        watched[watchedCount++] = vm;
        if (sampleNs > 0 && !sample.isArmed()) {
            sample.armIn(sampleNs);
        }
    }

    private void unwatch(Vm vm) {
        Vm last = watched[--watchedCount];
        watched[vm.place] = last;
        last.place = vm.place;
        watched[watchedCount] = null;
        if (watchedCount == 0) {
            sample.cancel();
        }
    }

    private void sample() {
        boolean any = false;
        for (int i = 0; i < watchedCount; i++) {
            any |= compare(watched[i]);
        }
        if (any) {
            sampled.run();
        }
        if (watchedCount > 0) {
            sample.armIn(sampleNs);
        }
    }

    private boolean compare(Vm vm) {
        long now = dispatcher.now();
        long longest = vm.longestWaitNs(now);
        boolean any = false;
        for (int i = 0; i < vm.count; i++) {
            long lead = longest - vm.waitedNs(i, now);
            boolean stop = vm.awake[i] && (vm.stopped[i] ? lead >= startSkewNs : lead > stopSkewNs);
            if (stop != vm.stopped[i]) {
                vm.stopped[i] = stop;
                changed.accept(vm.vcpus[i]);
                any = true;
            }
        }
        return any;
    }
}
