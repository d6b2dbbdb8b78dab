// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.hypervisor.RunPlan;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Claim;
import io.hvsim.model.scheduling.Contender;
import io.hvsim.model.scheduling.Dispatcher;
import io.hvsim.model.scheduling.VcpuScheduler;
import java.util.BitSet;

/**
 * A host that does nothing but carry out what its policy decides: vCPUs, two to a VM, compute for a millisecond in the mean
 * and then sleep for one. Nothing costs simulated time, and nothing is measured.
 */
final class BareHost implements Dispatcher {
    private static final double MEAN_NS = 1e6;

    private final Simulation simulation = new Simulation();
    private final RandomStream random = RandomStream.of(1, 0, "bare host");
    private final Topology topology;
    private final VcpuScheduler scheduler;
    private final Vcpu[] vcpus;
    private final Vcpu[] running;
    private final Timer[] slices;
    private final boolean[] asked;
    private int askedCount;
    private long decisions;

    /** @param plan says what the host and its policy are */
    BareHost(RunPlan plan, int count) {
        topology = plan.host().topology();
        scheduler = plan.scheduler().get();
        running = new Vcpu[topology.pcpus()];
        slices = new Timer[topology.pcpus()];
        asked = new boolean[topology.pcpus()];
        for (int i = 0; i < slices.length; i++) {
            int pcpu = i;
            slices[i] = simulation.timer(1, () -> choose(pcpu));
        }
        scheduler.start(this, plan.schedulerParameters());
        BitSet all = new BitSet();
        all.set(0, topology.pcpus());
        vcpus = new Vcpu[count];
        Claim claim = null;
        for (int i = 0; i < count; i++) {
            claim = i % 2 == 0 ? Claim.of(Claim.NORMAL_SHARES, all) : claim;
            vcpus[i] = new Vcpu(new Contender(i, i / 2, claim));
            scheduler.add(vcpus[i].contender);
            vcpus[i].sleep();
        }
    }

    void advanceTo(long ns) {
        simulation.runUntil(ns);
    }

    /** How often a pCPU chose so far. */
    long decisions() {
        return decisions;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public long now() {
        return simulation.now();
    }

    @Override
    public Timer timer(Runnable action) {
        return simulation.timer(1, () -> {
            action.run();
            answer();
        });
    }

    @Override
    public void reschedule(int pcpu) {
        askedCount += asked[pcpu] ? 0 : 1;
        asked[pcpu] = true;
    }

    @Override
    public boolean isSwitching(int pcpu) {
        return false;
    }

    @Override
    public void waitsBecauseOf(Contender vcpu, Wait wait) {}

    @Override
    public void moveMemory(int vm, int socket, double share) {}

    private void answer() {
        for (int pcpu = 0; askedCount > 0; pcpu = (pcpu + 1) % asked.length) {
            if (asked[pcpu]) {
                asked[pcpu] = false;
                askedCount--;
                if (running[pcpu] == null) {
                    choose(pcpu);
                } else {
                    slices[pcpu].armIn(0);
                }
            }
        }
    }

    private void choose(int pcpu) {
        decisions++;
        Contender next = scheduler.schedule(pcpu);
        slices[pcpu].cancel();
        Vcpu chosen = next == null ? null : vcpus[next.id()];
        long sliceNs = next == null ? Long.MAX_VALUE : scheduler.sliceNs(pcpu);
        if (sliceNs != Long.MAX_VALUE) {
            slices[pcpu].armIn(sliceNs);
        }
        if (chosen != running[pcpu]) {
            if (running[pcpu] != null) {
                running[pcpu].leave();
            }
            running[pcpu] = chosen;
            if (chosen != null) {
                chosen.enter(pcpu);
            }
        }
        answer();
    }

    private final class Vcpu {
        final Contender contender;
        private final Timer next = simulation.timer(this::proceed);
        private boolean sleeps;
        private long leftNs;
        private long since;
        private int pcpu = -1;

        Vcpu(Contender contender) {
            this.contender = contender;
        }

        void sleep() {
            sleeps = true;
            next.armIn(length());
        }

        private long length() {
            return 1 + Math.round(MEAN_NS * random.nextExponential());
        }

        /** A sleep or a computation is over. */
        private void proceed() {
            if (sleeps) {
                sleeps = false;
                leftNs = length();
                scheduler.wake(contender);
                answer();
                return;
            }
            int on = pcpu;
            running[on] = null;
            pcpu = -1;
            scheduler.block(contender, on);
            sleep();
            choose(on);
        }

        void enter(int pcpu) {
            this.pcpu = pcpu;
            since = now();
            next.armIn(leftNs);
        }

        void leave() {
            leftNs -= now() - since;
            next.cancel();
            pcpu = -1;
        }
    }
}
