// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.Arrays;
import java.util.List;

/**
 * Xen's null scheduler: no scheduling. Every vCPU gets a pCPU of its own, the first that is left among those on which it
 * may run, and keeps it, whether or not it runs. vCPUs that find none never run. Shares and limits are ignored.
 *
 * <p>Source: Xen, {@code xen/common/sched/null.c}. Differs from the source in: pCPUs are given away in the order in which
 * vCPUs are added, and never become free, as no vCPU goes offline.
 */
public final class NullScheduler implements VcpuScheduler {
    private static final int NO_PCPU = -1;

    private Dispatcher dispatcher;
    private Contender[] owner;
    private boolean[] runnable;
    /** The pCPU of each vCPU, or {@link #NO_PCPU}. */
    private int[] assigned = new int[16];

    @Override
    public String name() {
        return "xen-null";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public void start(Dispatcher dispatcher, Parameters parameters) {
        this.dispatcher = dispatcher;
        this.owner = new Contender[dispatcher.topology().pcpus()];
        this.runnable = new boolean[owner.length];
    }

    @Override
    public void add(Contender vcpu) {
        int pcpu = free(vcpu);
        if (vcpu.id() >= assigned.length) {
            assigned = Arrays.copyOf(assigned, 2 * vcpu.id());
        }
        assigned[vcpu.id()] = pcpu;
        if (pcpu != NO_PCPU) {
            owner[pcpu] = vcpu;
        }
    }

    private int free(Contender vcpu) {
        for (int i = 0; i < owner.length; i++) {
            if (owner[i] == null && vcpu.mayRunOn(i)) {
                return i;
            }
        }
        return NO_PCPU;
    }

    @Override
    public void wake(Contender vcpu) {
        int pcpu = assigned[vcpu.id()];
        if (pcpu != NO_PCPU) {
            runnable[pcpu] = true;
            dispatcher.reschedule(pcpu);
        }
    }

    @Override
    public void block(Contender vcpu, int pcpu) {
        runnable[pcpu] = false;
    }

    @Override
    public Contender schedule(int pcpu) {
        return runnable[pcpu] ? owner[pcpu] : null;
    }

    @Override
    public long sliceNs(int pcpu) {
        return Long.MAX_VALUE;
    }
}
