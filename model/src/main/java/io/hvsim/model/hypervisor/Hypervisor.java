// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.GuestCpu;
import io.hvsim.model.scheduling.Contender;
import io.hvsim.model.scheduling.VcpuScheduler;
import java.util.ArrayList;
import java.util.List;

/**
 * The mechanism that shares pCPUs among vCPUs: it wakes, dispatches, preempts and blocks them as the policy decides,
 * charges the switch, and keeps the accounts. The policy, a {@link VcpuScheduler}, decides and nothing else.
 *
 * <p>A vCPU's life is drawn at {@link Vcpu}. VM exits are not separate events: what an execution loses to them is part of
 * its price ({@link io.hvsim.model.technique.CostModel}), so the vCPU stays RUNNING meanwhile, as in Xen's accounts.
 */
public final class Hypervisor {
    private final Simulation simulation;
    private final VcpuScheduler scheduler;
    private final Burst switchBurst;
    private final HaltPolling polling;
    private final Pcpu[] pcpus;
    private final List<Vcpu> vcpus = new ArrayList<>();

    /**
     * @param scheduler a policy that has not been started
     * @param switchBurst what switching a pCPU to another vCPU costs
     * @param polling how long a pCPU watches for a vCPU that halted on it
     */
    public Hypervisor(
            Simulation simulation,
            VcpuScheduler scheduler,
            int pcpus,
            long quantumNs,
            Burst switchBurst,
            HaltPolling polling) {
        this.simulation = simulation;
        this.scheduler = scheduler;
        this.switchBurst = switchBurst;
        this.polling = polling;
        this.pcpus = new Pcpu[pcpus];
        for (int i = 0; i < pcpus; i++) {
            Pcpu pcpu = new Pcpu(i);
            pcpu.quantum = simulation.timer(1, () -> reschedule(pcpu));
            this.pcpus[i] = pcpu;
        }
        scheduler.start(pcpus, quantumNs);
    }

    /** Adds a halted vCPU that runs {@code guest}; its id must be the number of vCPUs added before. */
    Vcpu add(Contender contender, GuestCpu guest) {
        Vcpu vcpu = new Vcpu(this, simulation, contender, guest);
        vcpus.add(vcpu);
        scheduler.add(contender);
        return vcpu;
    }

    /** A halted vCPU has something to do again. */
    void wake(Vcpu vcpu) {
        vcpu.endHalt(polling);
        vcpu.wake();
        int target = scheduler.wake(vcpu.contender, simulation.now());
        if (target == VcpuScheduler.NO_PCPU) {
            return;
        }
        if (pcpus[target].current == null) {
            choose(pcpus[target]);
        } else {
            // Not at once: the vCPU there may be the very one whose guest is sending this interrupt.
            pcpus[target].quantum.armIn(0);
        }
    }

    /** The vCPU has halted on its pCPU. */
    void halted(Vcpu vcpu) {
        Pcpu pcpu = vcpu.pcpu;
        scheduler.block(vcpu.contender, pcpu.index, simulation.now());
        leave(pcpu);
        choose(pcpu);
    }

    private void reschedule(Pcpu pcpu) {
        if (pcpu.current != null) {
            pcpu.current.preempt();
            scheduler.preempt(pcpu.current.contender, pcpu.index, simulation.now());
            leave(pcpu);
        }
        choose(pcpu);
    }

    private void leave(Pcpu pcpu) {
        pcpu.current.pcpu = null;
        pcpu.last = pcpu.current;
        pcpu.current = null;
        pcpu.quantum.cancel();
    }

    private void choose(Pcpu pcpu) {
        Contender next = scheduler.pick(pcpu.index, simulation.now());
        if (next == null) {
            return;
        }
        Vcpu vcpu = vcpus.get(next.id());
        if (pcpu.last != null && pcpu.last != vcpu) {
            pcpu.last.stopWatching();
        }
        pcpu.current = vcpu;
        vcpu.pcpu = pcpu;
        long quantumNs = scheduler.quantumNs(next, pcpu.index);
        if (quantumNs != Long.MAX_VALUE) {
            pcpu.quantum.armIn(quantumNs);
        }
        vcpu.dispatch(pcpu.last == vcpu ? Burst.EMPTY : switchBurst);
    }

    List<Vcpu> vcpus() {
        return vcpus;
    }

    /** @throws IllegalStateException if any vCPU's accounts do not agree */
    void check() {
        vcpus.forEach(Vcpu::check);
    }
}
