// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.Arrays;

/**
 * Proportional share in the manner of VMware ESX: the runnable vCPU that has consumed least for its shares runs first. A
 * vCPU that slept may be behind by at most one quantum, so that sleeping saves up no claim, yet waking is served soon: it
 * takes an idle pCPU, preferably the one it ran on last, or preempts the running vCPU that is furthest ahead of it, once
 * that is ahead by a tenth of a quantum.
 *
 * <p>Source: VMware, "The CPU Scheduler in VMware vSphere 5.1" (2013): priority is consumption over entitlement. Differs
 * from the source in: no reservations, limits, pools, co-scheduling or NUMA; the bound on what sleeping saves and the
 * margin of preemption are assumed, as neither is published.
 */
public final class EsxShareScheduler implements VcpuScheduler {
    private static final int PREEMPTION_MARGIN = 10;
    private static final double NORMAL_SHARES = 1000;

    private Contender[] vcpus = new Contender[16];
    /** Time consumed, in nanoseconds for a vCPU of normal shares, by vCPU. */
    private double[] progressNs = new double[16];

    private boolean[] runnable = new boolean[16];
    private int[] lastPcpu = new int[16];
    private int known;
    private Contender[] running;
    private long[] since;
    private double minimumNs;
    private long quantumNs;

    @Override
    public String name() {
        return "esx-share";
    }

    @Override
    public void start(int pcpus, long quantumNs) {
        this.running = new Contender[pcpus];
        this.since = new long[pcpus];
        this.quantumNs = quantumNs;
    }

    @Override
    public void add(Contender vcpu) {
        int id = vcpu.id();
        if (id >= vcpus.length) {
            int length = 2 * id;
            vcpus = Arrays.copyOf(vcpus, length);
            progressNs = Arrays.copyOf(progressNs, length);
            runnable = Arrays.copyOf(runnable, length);
            lastPcpu = Arrays.copyOf(lastPcpu, length);
        }
        vcpus[id] = vcpu;
        lastPcpu[id] = NO_PCPU;
        known = Math.max(known, id + 1);
    }

    @Override
    public int wake(Contender vcpu, long now) {
        int id = vcpu.id();
        progressNs[id] = Math.max(progressNs[id], minimumNs - weighted(vcpu, quantumNs));
        runnable[id] = true;
        if (lastPcpu[id] != NO_PCPU && running[lastPcpu[id]] == null) {
            return lastPcpu[id];
        }
        int victim = NO_PCPU;
        double furthest = progressNs[id] + weighted(vcpu, quantumNs) / PREEMPTION_MARGIN;
        for (int pcpu = 0; pcpu < running.length; pcpu++) {
            if (!vcpu.mayRunOn(pcpu)) {
                continue;
            }
            if (running[pcpu] == null) {
                return pcpu;
            }
            double ahead = progressNs[running[pcpu].id()] + weighted(running[pcpu], now - since[pcpu]);
            if (ahead > furthest) {
                furthest = ahead;
                victim = pcpu;
            }
        }
        return victim;
    }

    @Override
    public void block(Contender vcpu, int pcpu, long now) {
        charge(vcpu, pcpu, now);
    }

    @Override
    public void preempt(Contender vcpu, int pcpu, long now) {
        charge(vcpu, pcpu, now);
        runnable[vcpu.id()] = true;
    }

    private void charge(Contender vcpu, int pcpu, long now) {
        progressNs[vcpu.id()] += weighted(vcpu, now - since[pcpu]);
        running[pcpu] = null;
    }

    private static double weighted(Contender vcpu, long ns) {
        return ns * NORMAL_SHARES / vcpu.shares();
    }

    @Override
    public Contender pick(int pcpu, long now) {
        Contender best = null;
        for (int id = 0; id < known; id++) {
            if (runnable[id] && vcpus[id].mayRunOn(pcpu) && (best == null || progressNs[id] < progressNs[best.id()])) {
                best = vcpus[id];
            }
        }
        if (best != null) {
            run(best, pcpu, now);
        }
        return best;
    }

    private void run(Contender vcpu, int pcpu, long now) {
        runnable[vcpu.id()] = false;
        running[pcpu] = vcpu;
        since[pcpu] = now;
        lastPcpu[vcpu.id()] = pcpu;
        minimumNs = Math.max(minimumNs, progressNs[vcpu.id()]);
    }

    @Override
    public long quantumNs(Contender vcpu, int pcpu) {
        return quantumNs;
    }
}
