// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.GuestCpu;
import io.hvsim.model.machine.CacheRefill;
import io.hvsim.model.machine.Host;
import io.hvsim.model.machine.Sharing;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Claim;
import io.hvsim.model.scheduling.Contender;
import io.hvsim.model.scheduling.Dispatcher;
import io.hvsim.model.scheduling.Parameters;
import io.hvsim.model.scheduling.VcpuScheduler;
import java.util.ArrayList;
import java.util.BitSet;
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
    private final Burst bareSwitchBurst;
    private final HaltPolling polling;
    private final Topology topology;
    private final Sharing sharing;
    private final Pcpu[] pcpus;
    private final List<Vcpu> vcpus = new ArrayList<>();
    private final List<Vm> vms = new ArrayList<>();
    private final DirectedYield yielding;
    private final RunQueueLocks locks;
    /** pCPUs that the policy wants to choose again once it has returned. */
    private final BitSet asked;

    /**
     * @param scheduler a policy that has not been started
     * @param parameters values of its parameters
     * @param switchBurst what switching a pCPU to another vCPU costs
     * @param bareSwitchBurst what it costs without caches, for vCPUs that pay for those by where they ran
     * @param polling how long a pCPU watches for a vCPU that halted on it
     * @param pauseLoops what it does about guests that spin
     * @param random the randomness of how long that takes
     */
    public Hypervisor(
            Simulation simulation,
            VcpuScheduler scheduler,
            Parameters parameters,
            Host host,
            Burst switchBurst,
            Burst bareSwitchBurst,
            HaltPolling polling,
            PauseLoops pauseLoops,
            RandomStream random) {
        this.simulation = simulation;
        this.scheduler = scheduler;
        this.switchBurst = switchBurst;
        this.bareSwitchBurst = bareSwitchBurst;
        this.polling = polling;
        this.topology = host.topology();
        this.sharing = host.sharing();
        this.pcpus = new Pcpu[topology.pcpus()];
        this.asked = new BitSet(topology.pcpus());
        Socket socket = null;
        Core core = null;
        for (int i = 0; i < pcpus.length; i++) {
            if (i % topology.threadsPerCore() == 0) {
                if (i == 0 || topology.socket(i) != topology.socket(i - 1)) {
                    socket = new Socket(sharing.turbo());
                }
                core = new Core(sharing, socket);
                socket.add(core);
            }
            Pcpu pcpu = new Pcpu(i, topology.socket(i), core);
            core.add(pcpu);
            pcpu.slice = simulation.timer(1, () -> choose(pcpu));
            pcpus[i] = pcpu;
        }
        this.locks = new RunQueueLocks(pcpus.length);
        this.yielding = new DirectedYield(pauseLoops, scheduler, locks, random);
        scheduler.start(new Requests(), parameters);
    }

    /** What the policy asks for. */
    private final class Requests implements Dispatcher {
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
            asked.set(pcpu);
        }

        @Override
        public boolean isSwitching(int pcpu) {
            return pcpus[pcpu].current != null && pcpus[pcpu].current.isSwitching();
        }

        @Override
        public void moveMemory(int number, int socket, double share) {
            Vm vm = vms.get(number);
            vm.memory.move(socket, share);
            vm.placed(sharing);
            for (Vcpu vcpu : vm.vcpus) {
                if (vcpu.pcpu != null) {
                    vcpu.pcpu.core.setSpeed(vcpu.pcpu);
                }
            }
        }

        @Override
        public void waitsBecauseOf(Contender vcpu, Wait wait) {
            vcpus.get(vcpu.id()).waitsBecauseOf(wait);
        }
    }

    /**
     * Adds a VM, still without vCPUs.
     *
     * @param vcpus how many it will have
     * @param memorySockets the sockets that have its memory; empty for those on which the hypervisor places it
     * @param memoryStalls share of a vCPU's time that goes into waiting for memory when that is near
     * @param refill what its vCPUs fill caches with; null if they lose the same at each switch
     * @return the number of the VM
     */
    int addVm(Claim claim, int vcpus, BitSet memorySockets, double memoryStalls, CacheRefill refill) {
        NumaMemory memory = memorySockets.isEmpty()
                ? NumaMemory.place(claim, vcpus, topology, vms.size())
                : new NumaMemory(memorySockets, topology);
        BitSet near = sharing.remoteLatency() > 1 ? memory.near(claim, topology) : claim.affinity();
        Vm vm = new Vm(memory, near, memoryStalls, topology.sockets(), refill);
        vm.placed(sharing);
        vms.add(vm);
        return vms.size() - 1;
    }

    /** The pCPUs beside the memory of a VM, of those where it may run; all where memory is equally far from every socket. */
    BitSet near(int vm) {
        return vms.get(vm).near;
    }

    /** Adds a halted vCPU that runs {@code guest}; its id must be the number of vCPUs added before. */
    Vcpu add(Contender contender, GuestCpu guest) {
        Vm vm = vms.get(contender.vm());
        Vcpu vcpu = new Vcpu(this, simulation, vm, contender, guest);
        vm.vcpus.add(vcpu);
        vcpus.add(vcpu);
        scheduler.add(contender);
        return vcpu;
    }

    /** A halted vCPU has something to do again. */
    void wake(Vcpu vcpu) {
        vcpu.endHalt(polling);
        if (vcpu.wake()) {
            scheduler.wake(vcpu.contender);
            int queue = scheduler.runQueue(vcpu.contender);
            if (queue >= 0) {
                locks.take(queue, simulation.now(), yielding.rules().wakeLockNs());
            }
            answer();
        }
    }

    /** Keeps the vCPU from running until it is released. */
    void stop(Vcpu vcpu) {
        Pcpu pcpu = vcpu.pcpu;
        vcpu.stop();
        if (pcpu != null) {
            leaves(pcpu);
        }
    }

    /** Ends {@link #stop}. */
    void release(Vcpu vcpu) {
        vcpu.release();
        resume(vcpu);
    }

    /** Lets the vCPU run again, if nothing else keeps it from running. */
    void resume(Vcpu vcpu) {
        if (vcpu.resume()) {
            scheduler.wake(vcpu.contender);
            answer();
        }
    }

    /** The vCPU has halted on its pCPU. */
    void halted(Vcpu vcpu) {
        leaves(vcpu.pcpu);
    }

    private void leaves(Pcpu pcpu) {
        scheduler.block(pcpu.current.contender, pcpu.index);
        leave(pcpu);
        choose(pcpu);
    }

    DirectedYield yielding() {
        return yielding;
    }

    /** A step of the handler of a pause-loop exit is over; returns the time of the next one, or 0. */
    long proceed(Vcpu vcpu) {
        long ns = yielding.proceed(vcpu, simulation.now());
        answer();
        return ns;
    }

    /** Lets the pCPUs choose that the policy asked to. */
    private void answer() {
        for (int i = asked.nextSetBit(0); i >= 0; i = asked.nextSetBit(0)) {
            asked.clear(i);
            if (pcpus[i].current == null) {
                choose(pcpus[i]);
            } else {
                // Not at once: the vCPU there may be the very one whose guest is sending an interrupt.
                pcpus[i].slice.armIn(0);
            }
        }
    }

    private void choose(Pcpu pcpu) {
        Vcpu vcpu = scheduled(pcpu);
        armSlice(pcpu, vcpu);
        if (vcpu != pcpu.current) {
            change(pcpu, vcpu);
        }
        answer();
    }

    /** The vCPU that the policy wants to run; it learns only now of one that was stopped while it waited. */
    private Vcpu scheduled(Pcpu pcpu) {
        while (true) {
            Contender next = scheduler.schedule(pcpu.index);
            if (next == null || !vcpus.get(next.id()).isOffline()) {
                return next == null ? null : vcpus.get(next.id());
            }
            vcpus.get(next.id()).dequeued();
            scheduler.block(next, pcpu.index);
        }
    }

    private void armSlice(Pcpu pcpu, Vcpu vcpu) {
        long sliceNs = vcpu == null ? Long.MAX_VALUE : scheduler.sliceNs(pcpu.index);
        if (sliceNs == Long.MAX_VALUE) {
            pcpu.slice.cancel();
        } else {
            pcpu.slice.armIn(sliceNs);
        }
    }

    private void change(Pcpu pcpu, Vcpu vcpu) {
        if (pcpu.current != null) {
            pcpu.current.preempt();
            leave(pcpu);
        }
        if (vcpu == null) {
            return;
        }
        if (pcpu.last != null && pcpu.last != vcpu) {
            pcpu.last.stopWatching();
        }
        if (vcpu.pcpu != null) {
            throw new IllegalStateException(
                    "pCPU " + pcpu.index + " was given the vCPU that runs on pCPU " + vcpu.pcpu.index);
        }
        pcpu.current = vcpu;
        vcpu.pcpu = pcpu;
        pcpu.core.change(1, simulation.now());
        boolean switches = pcpu.last != vcpu;
        long settlingNs = switches ? lockedOutNs(pcpu) : 0;
        if (vcpu.caches == null) {
            vcpu.dispatch(switches ? switchBurst : Burst.EMPTY, settlingNs);
        } else {
            long refillNs = vcpu.caches.refillNs(pcpu.core, simulation.now());
            vcpu.dispatch(switches ? bareSwitchBurst : Burst.EMPTY, settlingNs + refillNs);
        }
    }

    /** How long the pCPU waits for the lock of its run queue, to switch under it. */
    private long lockedOutNs(Pcpu pcpu) {
        long now = simulation.now();
        return locks.take(pcpu.index, now, yielding.rules().switchLockNs()) - now;
    }

    private void leave(Pcpu pcpu) {
        if (pcpu.current.caches != null) {
            pcpu.current.caches.leave(pcpu.core, simulation.now());
        }
        pcpu.current.pcpu = null;
        pcpu.last = pcpu.current;
        pcpu.current = null;
        pcpu.core.change(-1, simulation.now());
    }

    List<Vcpu> vcpus() {
        return vcpus;
    }

    /** @throws IllegalStateException if any vCPU's accounts do not agree */
    void check() {
        vcpus.forEach(Vcpu::check);
    }
}
