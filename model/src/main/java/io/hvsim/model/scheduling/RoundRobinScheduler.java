// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.ArrayList;
import java.util.List;

/**
 * One run queue for all pCPUs, first in, first out, and the same quantum for every vCPU. Shares are ignored. A waking vCPU
 * takes an idle pCPU or waits; it never preempts.
 */
public final class RoundRobinScheduler implements VcpuScheduler {
    private final List<Contender> queue = new ArrayList<>();
    private Contender[] running;
    private long quantumNs;

    @Override
    public String name() {
        return "round-robin";
    }

    @Override
    public void start(int pcpus, long quantumNs) {
        this.running = new Contender[pcpus];
        this.quantumNs = quantumNs;
    }

    @Override
    public void add(Contender vcpu) {}

    @Override
    public int wake(Contender vcpu, long now) {
        queue.add(vcpu);
        for (int pcpu = 0; pcpu < running.length; pcpu++) {
            if (running[pcpu] == null && vcpu.mayRunOn(pcpu)) {
                return pcpu;
            }
        }
        return NO_PCPU;
    }

    @Override
    public void block(Contender vcpu, int pcpu, long now) {
        running[pcpu] = null;
    }

    @Override
    public void preempt(Contender vcpu, int pcpu, long now) {
        running[pcpu] = null;
        queue.add(vcpu);
    }

    @Override
    public Contender pick(int pcpu, long now) {
        for (int i = 0; i < queue.size(); i++) {
            if (queue.get(i).mayRunOn(pcpu)) {
                running[pcpu] = queue.remove(i);
                return running[pcpu];
            }
        }
        return null;
    }

    @Override
    public long quantumNs(Contender vcpu, int pcpu) {
        return quantumNs;
    }
}
