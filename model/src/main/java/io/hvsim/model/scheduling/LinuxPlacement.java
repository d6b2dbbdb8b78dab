// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.machine.Topology;
import java.util.BitSet;

/** Which pCPU of a Linux host a vCPU wakes on, and which a pCPU takes vCPUs from. */
final class LinuxPlacement {
    private final Topology topology;
    private final LinuxPcpu[] pcpus;
    private final IdlePcpus idle;
    private final BitSet crowded;
    private final int pcpusPerSocket;
    private final boolean numa;
    /** Whether any vCPU prefers some of the pCPUs that it may run on. */
    private boolean anyChoosy;

    /**
     * @param idle pCPUs with nothing in their queues; kept by the caller
     * @param crowded pCPUs with more than one vCPU in theirs; kept by the caller
     * @param numa whether vCPUs prefer pCPUs beside the memory of their VM
     */
    LinuxPlacement(Topology topology, LinuxPcpu[] pcpus, IdlePcpus idle, BitSet crowded, boolean numa) {
        this.topology = topology;
        this.pcpus = pcpus;
        this.idle = idle;
        this.crowded = crowded;
        this.pcpusPerSocket = topology.coresPerSocket() * topology.threadsPerCore();
        this.numa = numa;
    }

    void add(Contender vcpu) {
        anyChoosy |= numa && vcpu.hasNear();
    }

    /**
     * The pCPU that {@code vcpu} wakes on: its last one if that is idle; else another idle one that it may run on, on an
     * idle core if there is one, and of those on the same socket; else its last one. With NUMA balancing an idle pCPU beside
     * its memory goes before all others.
     */
    int wakeUp(LinuxVcpu vcpu) {
        int last = vcpu.pcpu;
        boolean lastIsIdle = last != LinuxVcpu.NO_PCPU && idle.contains(last);
        if (numa && vcpu.isChoosy) {
            if (lastIsIdle && vcpu.contender.isNear(last)) {
                return last;
            }
            int near = best(vcpu.contender.near(), last);
            if (near != LinuxVcpu.NO_PCPU) {
                return near;
            }
        }
        if (lastIsIdle) {
            return last;
        }
        int best = best(vcpu.contender.claim().affinity(), last);
        if (best == LinuxVcpu.NO_PCPU) {
            return last == LinuxVcpu.NO_PCPU ? leastCrowded(vcpu.contender.pcpus(numa)) : last;
        }
        return best;
    }

    /** An idle pCPU of {@code among}: on an idle core of the socket of {@code last}, on any idle core, on that socket, any. */
    private int best(BitSet among, int last) {
        int best = best(among, last, true);
        return best == LinuxVcpu.NO_PCPU ? best(among, last, false) : best;
    }

    private int best(BitSet among, int last, boolean wholeCore) {
        int near = LinuxVcpu.NO_PCPU;
        if (last != LinuxVcpu.NO_PCPU) {
            int first = last - last % pcpusPerSocket;
            near = idle.next(among, wholeCore, first, first + pcpusPerSocket);
        }
        return near == LinuxVcpu.NO_PCPU ? idle.next(among, wholeCore, 0) : near;
    }

    private int leastCrowded(BitSet among) {
        int least = LinuxVcpu.NO_PCPU;
        for (int i = 0; i < pcpus.length; i++) {
            if (among.get(i) && (least == LinuxVcpu.NO_PCPU || pcpus[i].count() < pcpus[least].count())) {
                least = i;
            }
        }
        return least;
    }

    /**
     * A waiting vCPU for {@code to}: from the most crowded pCPU that has one for it, and of equals from its own socket; null
     * if there is none. With NUMA balancing only an idle pCPU takes vCPUs away from their memory, when there are no others.
     *
     * @param difference by how many vCPUs the other pCPU must have more
     * @param untilNs since when the vCPU must have been off its pCPU
     */
    LinuxVcpu pull(int to, int difference, long untilNs) {
        LinuxVcpu home = anyChoosy ? pull(to, difference, untilNs, true) : null;
        boolean takesAny = !anyChoosy || pcpus[to].count() == 0;
        return home == null && takesAny ? pull(to, difference, untilNs, false) : home;
    }

    private LinuxVcpu pull(int to, int difference, long untilNs, boolean nearOnly) {
        LinuxVcpu best = null;
        int bestRank = 2 * (pcpus[to].count() + difference) - 1;
        int socket = topology.socket(to);
        for (int i = crowded.nextSetBit(0); i >= 0; i = crowded.nextSetBit(i + 1)) {
            LinuxPcpu from = pcpus[i];
            int rank = 2 * from.count() + (topology.socket(i) == socket ? 1 : 0);
            if (rank > bestRank) {
                LinuxVcpu vcpu = from.coldest(to, untilNs, nearOnly);
                if (vcpu != null) {
                    best = vcpu;
                    bestRank = rank;
                }
            }
        }
        return best;
    }
}
