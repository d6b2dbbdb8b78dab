// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.Arrays;
import java.util.List;

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
    private static final int NO_PCPU = -1;

    private Contender[] vcpus = new Contender[16];
    /** Time consumed, in nanoseconds for a vCPU of normal shares, by vCPU. */
    private double[] progressNs = new double[16];

    private boolean[] runnable = new boolean[16];
    private int[] lastPcpu = new int[16];
    private int known;
    private Dispatcher dispatcher;
    private Contender[] running;
    private long[] since;
    private double minimumNs;
    private long quantumNs;

    @Override
    public String name() {
        return "esx-share";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.time("quantum", "how long a vCPU runs before the next one has its turn")
                .atLeast(1));
    }

    @Override
    public void start(Dispatcher dispatcher, Parameters parameters) {
        this.dispatcher = dispatcher;
        this.running = new Contender[dispatcher.topology().pcpus()];
        this.since = new long[running.length];
        this.quantumNs = parameters.ns("quantum");
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
    public void wake(Contender vcpu) {
        int id = vcpu.id();
        progressNs[id] = Math.max(progressNs[id], minimumNs - weighted(vcpu, quantumNs));
        runnable[id] = true;
        int target = target(vcpu);
        if (target != NO_PCPU) {
            dispatcher.reschedule(target);
        }
    }

    private int target(Contender vcpu) {
        int last = lastPcpu[vcpu.id()];
        if (last != NO_PCPU && running[last] == null) {
            return last;
        }
        int victim = NO_PCPU;
        double furthest = progressNs[vcpu.id()] + weighted(vcpu, quantumNs) / PREEMPTION_MARGIN;
        for (int pcpu = 0; pcpu < running.length; pcpu++) {
            if (!vcpu.mayRunOn(pcpu)) {
                continue;
            }
            if (running[pcpu] == null) {
                return pcpu;
            }
            double ahead = progressNs[running[pcpu].id()] + weighted(running[pcpu], dispatcher.now() - since[pcpu]);
            if (ahead > furthest) {
                furthest = ahead;
                victim = pcpu;
            }
        }
        return victim;
    }

    @Override
    public void block(Contender vcpu, int pcpu) {
        charge(pcpu);
    }

    private void charge(int pcpu) {
        Contender vcpu = running[pcpu];
        progressNs[vcpu.id()] += weighted(vcpu, dispatcher.now() - since[pcpu]);
        running[pcpu] = null;
    }

    private static double weighted(Contender vcpu, long ns) {
        return ns * Claim.NORMAL_SHARES / vcpu.shares();
    }

    @Override
    public Contender schedule(int pcpu) {
        if (running[pcpu] != null) {
            runnable[running[pcpu].id()] = true;
            charge(pcpu);
        }
        Contender best = null;
        for (int id = 0; id < known; id++) {
            if (runnable[id] && vcpus[id].mayRunOn(pcpu) && (best == null || progressNs[id] < progressNs[best.id()])) {
                best = vcpus[id];
            }
        }
        if (best != null) {
            run(best, pcpu);
        }
        return best;
    }

    private void run(Contender vcpu, int pcpu) {
        runnable[vcpu.id()] = false;
        running[pcpu] = vcpu;
        since[pcpu] = dispatcher.now();
        lastPcpu[vcpu.id()] = pcpu;
        minimumNs = Math.max(minimumNs, progressNs[vcpu.id()]);
    }

    @Override
    public long sliceNs(int pcpu) {
        return quantumNs;
    }
}
