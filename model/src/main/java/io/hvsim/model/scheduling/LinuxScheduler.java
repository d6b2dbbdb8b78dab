// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.function.Supplier;

/** A fair class of Linux: run queues of its kind, in what all hosts of Linux share. */
abstract sealed class LinuxScheduler implements VcpuScheduler permits LinuxCfsScheduler, LinuxEevdfScheduler {
    private LinuxHost host;

    @Override
    public void start(Dispatcher dispatcher, Parameters parameters) {
        host = new LinuxHost(dispatcher, parameters, queues(dispatcher, parameters));
    }

    /** Makes the run queues. */
    abstract Supplier<FairQueue> queues(Dispatcher dispatcher, Parameters parameters);

    @Override
    public boolean keepsLimits() {
        return true;
    }

    @Override
    public void add(Contender vcpu) {
        host.add(vcpu);
    }

    @Override
    public void wake(Contender vcpu) {
        host.wake(vcpu);
    }

    @Override
    public void block(Contender vcpu, int pcpu) {
        host.block(vcpu, pcpu);
    }

    @Override
    public Contender schedule(int pcpu) {
        return host.schedule(pcpu);
    }

    @Override
    public long sliceNs(int pcpu) {
        return host.sliceNs(pcpu);
    }

    @Override
    public boolean isContended(int pcpu) {
        return host.isContended(pcpu);
    }

    @Override
    public int runQueue(Contender vcpu) {
        return host.runQueue(vcpu);
    }

    @Override
    public boolean yieldTo(int pcpu, Contender to) {
        return host.yieldTo(pcpu, to);
    }
}
