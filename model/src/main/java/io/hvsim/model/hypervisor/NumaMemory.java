// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Claim;
import java.util.BitSet;

/**
 * The sockets that have the memory of a VM, each an equal part of it. Pages lie on them in turn, so that every vCPU meets
 * the same mixture, as without a virtual NUMA topology for the guest.
 */
record NumaMemory(BitSet sockets) {

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
            int own = pcpus(claim, topology, socket);
            if (own > 0) {
                sockets.set(socket);
                pcpus += own;
            }
        }
        return new NumaMemory(sockets);
    }

    private static int pcpus(Claim claim, Topology topology, int socket) {
        int size = topology.coresPerSocket() * topology.threadsPerCore();
        return claim.affinity().get(socket * size, (socket + 1) * size).cardinality();
    }

    /** Share of the memory that a pCPU of {@code socket} finds on other sockets. */
    double remote(int socket) {
        return sockets.get(socket) ? 1 - 1.0 / sockets.cardinality() : 1;
    }
}
