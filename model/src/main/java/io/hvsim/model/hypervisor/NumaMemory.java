// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Claim;
import java.util.BitSet;

/**
 * How the memory of a VM is divided among sockets. Pages lie on them in turn, so that every vCPU meets the same mixture, as
 * without a virtual NUMA topology for the guest.
 */
final class NumaMemory {
    private final BitSet sockets;
    /** By socket; they add up to 1. */
    private final double[] shares;

    /** In equal parts on {@code sockets}, which are not empty. */
    NumaMemory(BitSet sockets, Topology topology) {
        this.sockets = sockets;
        this.shares = new double[topology.sockets()];
        sockets.stream().forEach(socket -> shares[socket] = 1.0 / sockets.cardinality());
    }

    /**
     * As hypervisors place it: on one of the sockets where the VM may run, or on as many, beginning with that one, as it
     * takes for each vCPU to have a pCPU of its own ("wide" VMs), or on all of them if that is not enough.
     *
     * @param turn number of the VM; VMs begin with one socket after the other
     */
    static NumaMemory place(Claim claim, int vcpus, Topology topology, int turn) {
        BitSet sockets = new BitSet();
        int pcpus = 0;
        for (int i = 0; i < topology.sockets() && pcpus < vcpus; i++) {
            int socket = (turn + i) % topology.sockets();
            int own = pcpus(claim, topology, socket).cardinality();
            if (own > 0) {
                sockets.set(socket);
                pcpus += own;
            }
        }
        return new NumaMemory(sockets, topology);
    }

    private static BitSet pcpus(Claim claim, Topology topology, int socket) {
        BitSet pcpus = topology.pcpusOf(socket);
        pcpus.and(claim.affinity());
        return pcpus;
    }

    /** pCPUs beside its memory as it was placed, of those where the VM may run; all of those if there is none beside it. */
    BitSet near(Claim claim, Topology topology) {
        BitSet near = new BitSet();
        sockets.stream().forEach(socket -> near.or(pcpus(claim, topology, socket)));
        return near.isEmpty() ? claim.affinity() : near;
    }

    /** Share of the memory that a pCPU of {@code socket} finds on other sockets. */
    double remote(int socket) {
        return 1 - shares[socket];
    }

    /** Moves {@code share} of what is on other sockets to {@code socket}. */
    void move(int socket, double share) {
        for (int i = 0; i < shares.length; i++) {
            shares[i] -= i == socket ? 0 : share * shares[i];
        }
        shares[socket] += share * (1 - shares[socket]);
    }
}
