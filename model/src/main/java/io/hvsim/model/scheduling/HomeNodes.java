// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;
import io.hvsim.model.machine.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Home nodes of VMs: the vCPUs of a VM whose memory is on one socket, and which have a core each there, run on that socket
 * only. At times VMs are compared: when more vCPUs want to run on the socket with the highest demand than it has cores, one
 * VM moves from there to the socket with the lowest, if that brings the two closer together; its memory follows, a part each
 * time. Demand is how many vCPUs wanted to run, on average since the last time.
 *
 * <p>Source: VMware, "Using NUMA Systems with ESXi" (vSphere 6.7 resource management): home nodes, initial placement in
 * turn, rebalancing every two seconds, pages that follow. Which VM moves is not published, and assumed; VMs wider than a
 * socket have no home instead of several; VMs are not moved to be near each other, nor swapped.
 */
final class HomeNodes {
    private static final int NONE = -1;
    /** With less of it away, memory counts as having followed. */
    private static final double REST = 0.01;

    private final Dispatcher dispatcher;
    private final Topology topology;
    private final long periodNs;
    private final double migration;
    private final IntConsumer moved;
    private final Timer rebalance;
    private final List<Guest> guests = new ArrayList<>();
    private final double[] demand;
    private int awake;
    private long periodBegan;

    private static final class Guest {
        final Contender any;
        int vcpus;
        int home;
        BitSet pcpus;
        int awake;
        long since;
        double demandNs;
        /** Part of the memory that is still to follow. */
        double away;

        Guest(Contender any) {
            this.any = any;
        }

        void settle(long now) {
            demandNs += (double) awake * (now - since);
            since = now;
        }
    }

    /**
     * @param periodNs how often VMs are compared; 0 for no home nodes
     * @param migration part of the memory that is away which follows each time, 0 to 1
     * @param moved is told the number of every VM that got another home
     */
    HomeNodes(Dispatcher dispatcher, long periodNs, double migration, IntConsumer moved) {
        this.dispatcher = dispatcher;
        this.topology = dispatcher.topology();
        this.periodNs = periodNs;
        this.migration = migration;
        this.moved = moved;
        this.demand = new double[topology.sockets()];
        this.rebalance = dispatcher.timer(this::rebalance);
    }

    /** A vCPU exists from now on; its VM has a home as long as there is a core for each of them. */
    void add(Contender vcpu) {
        if (vcpu.vm() == guests.size()) {
            Guest guest = new Guest(vcpu);
            guest.home = vcpu.hasNear() && periodNs > 0 ? socketOf(vcpu.near()) : NONE;
            guest.pcpus = guest.home == NONE ? vcpu.claim().affinity() : vcpu.near();
            guests.add(guest);
        }
        Guest guest = guests.get(vcpu.vm());
        if (++guest.vcpus > cores(guest.pcpus)) {
            guest.home = NONE;
            guest.pcpus = vcpu.claim().affinity();
        }
    }

    /** The socket that all of the pCPUs are on. */
    private int socketOf(BitSet pcpus) {
        int first = topology.socket(pcpus.nextSetBit(0));
        return first == topology.socket(pcpus.length() - 1) ? first : NONE;
    }

    /** How many cores have one of {@code pcpus}. */
    private int cores(BitSet pcpus) {
        int cores = 0;
        int last = NONE;
        for (int i = pcpus.nextSetBit(0); i >= 0; i = pcpus.nextSetBit(i + 1)) {
            if (topology.core(i) != last) {
                last = topology.core(i);
                cores++;
            }
        }
        return cores;
    }

    /** Where the vCPUs of a VM may run: on its home, if it has one. */
    BitSet pcpus(int vm) {
        return guests.get(vm).pcpus;
    }

    /** A vCPU of the VM begins ({@code +1}) or ends ({@code -1}) wanting to run. */
    void change(int vm, int by) {
        Guest guest = guests.get(vm);
        if (guest.home == NONE) {
            return;
        }
        guest.settle(dispatcher.now());
        guest.awake += by;
        awake += by;
        if (!rebalance.isArmed()) {
            periodBegan = dispatcher.now();
            rebalance.armIn(periodNs);
        }
    }

    private void rebalance() {
        for (int vm = 0; vm < guests.size(); vm++) {
            follow(vm);
        }
        measure();
        int from = highest();
        int to = lowest();
        if (demand[from] > cores(topology.pcpusOf(from))) {
            move(from, to);
        }
        for (Guest guest : guests) {
            guest.demandNs = 0;
        }
        periodBegan = dispatcher.now();
        if (awake > 0) {
            rebalance.armIn(periodNs);
        }
    }

    private void follow(int vm) {
        Guest guest = guests.get(vm);
        if (guest.away > 0) {
            double part = guest.away < REST ? 1 : migration;
            dispatcher.moveMemory(vm, guest.home, part);
            guest.away *= 1 - part;
        }
    }

    private void measure() {
        Arrays.fill(demand, 0);
        for (Guest guest : guests) {
            if (guest.home != NONE) {
                guest.settle(dispatcher.now());
                demand[guest.home] += demandOf(guest);
            }
        }
    }

    private double demandOf(Guest guest) {
        return guest.demandNs / (dispatcher.now() - periodBegan);
    }

    private int highest() {
        int highest = 0;
        for (int node = 1; node < demand.length; node++) {
            highest = demand[node] > demand[highest] ? node : highest;
        }
        return highest;
    }

    private int lowest() {
        int lowest = 0;
        for (int node = 1; node < demand.length; node++) {
            lowest = demand[node] < demand[lowest] ? node : lowest;
        }
        return lowest;
    }

    private void move(int from, int to) {
        double gap = demand[from] - demand[to];
        int best = NONE;
        double least = gap;
        for (int vm = 0; vm < guests.size(); vm++) {
            Guest guest = guests.get(vm);
            double after = guest.home == from ? Math.abs(gap - 2 * demandOf(guest)) : gap;
            if (after < least && cores(homeOn(to, guest)) >= guest.vcpus) {
                best = vm;
                least = after;
            }
        }
        if (best != NONE) {
            Guest guest = guests.get(best);
            guest.home = to;
            guest.pcpus = homeOn(to, guest);
            guest.away = 1;
            moved.accept(best);
        }
    }

    private BitSet homeOn(int socket, Guest guest) {
        BitSet pcpus = topology.pcpusOf(socket);
        pcpus.and(guest.any.claim().affinity());
        return pcpus;
    }
}
