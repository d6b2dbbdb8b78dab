// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * One run queue for all pCPUs, first in, first out, and the same quantum for every vCPU. Shares and limits are ignored. A
 * waking vCPU takes an idle pCPU, on a core of which no thread is busy if there is one, or waits; it never preempts.
 */
public final class RoundRobinScheduler implements VcpuScheduler {
    private static final int NONE = -1;

    private final List<Contender> queue = new ArrayList<>();
    private Dispatcher dispatcher;
    private Contender[] running;
    private IdlePcpus idle;
    private long quantumNs;

    @Override
    public String name() {
        return "round-robin";
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
        this.idle = new IdlePcpus(dispatcher.topology());
        this.quantumNs = parameters.ns("quantum");
    }

    @Override
    public void add(Contender vcpu) {}

    @Override
    public void wake(Contender vcpu) {
        queue.add(vcpu);
        BitSet allowed = vcpu.claim().affinity();
        int pcpu = idle.next(allowed, true, 0);
        if (pcpu == NONE) {
            pcpu = idle.next(allowed, false, 0);
        }
        if (pcpu != NONE) {
            dispatcher.reschedule(pcpu);
        }
    }

    @Override
    public void block(Contender vcpu, int pcpu) {
        running[pcpu] = null;
        idle.set(pcpu, true);
    }

    @Override
    public Contender schedule(int pcpu) {
        if (running[pcpu] != null) {
            queue.add(running[pcpu]);
        }
        running[pcpu] = next(pcpu);
        idle.set(pcpu, running[pcpu] == null);
        return running[pcpu];
    }

    private Contender next(int pcpu) {
        for (int i = 0; i < queue.size(); i++) {
            if (queue.get(i).mayRunOn(pcpu)) {
                return queue.remove(i);
            }
        }
        return null;
    }

    @Override
    public boolean isContended(int pcpu) {
        return !queue.isEmpty();
    }

    /** {@code to} comes first, whatever its place in the queue. */
    @Override
    public boolean yieldTo(int pcpu, Contender to) {
        if (!to.mayRunOn(pcpu) || !queue.remove(to)) {
            return false;
        }
        queue.add(0, to);
        dispatcher.reschedule(pcpu);
        return true;
    }

    @Override
    public long sliceNs(int pcpu) {
        return quantumNs;
    }
}
