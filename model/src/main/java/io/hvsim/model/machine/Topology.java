// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

import java.util.BitSet;

/**
 * How the pCPUs of a host are arranged. Threads of a core have consecutive numbers, and so have the cores of a socket. A
 * socket has one last-level cache and is one NUMA node.
 *
 * @param pcpus number of hardware threads; at least 1
 * @param threadsPerCore at least 1
 * @param coresPerSocket at least 1
 */
public record Topology(int pcpus, int threadsPerCore, int coresPerSocket) {

    /** One socket of {@code pcpus} cores with one thread each. */
    public static Topology flat(int pcpus) {
        return new Topology(pcpus, 1, pcpus);
    }

    public int core(int pcpu) {
        return pcpu / threadsPerCore;
    }

    public int socket(int pcpu) {
        return core(pcpu) / coresPerSocket;
    }

    /** The pCPUs of a socket, in a set of the caller's own. */
    public BitSet pcpusOf(int socket) {
        int size = coresPerSocket * threadsPerCore;
        BitSet pcpusOf = new BitSet();
        pcpusOf.set(Math.min(pcpus, socket * size), Math.min(pcpus, (socket + 1) * size));
        return pcpusOf;
    }

    public int sockets() {
        return socket(pcpus - 1) + 1;
    }
}
