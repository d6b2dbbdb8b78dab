// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.machine.Topology;
import java.util.BitSet;

/** Which pCPU of a Linux host a vCPU wakes on, and which a pCPU takes vCPUs from. */
final class LinuxPlacement {
    /** Of an idle pCPU on an idle core of the socket where the vCPU ran. */
    private static final int BEST_RANK = 3;
    /** More for a pCPU beside the memory of the vCPU, if it prefers those. */
    private static final int NEAR_MEMORY = 4;

    private final Topology topology;
    private final LinuxPcpu[] pcpus;
    private final BitSet idle;
    private final boolean numa;
    /** Whether any vCPU prefers some of the pCPUs that it may run on. */
    private boolean anyChoosy;

    /**
     * @param idle pCPUs with nothing in their queues; kept by the caller
     * @param numa whether vCPUs prefer pCPUs beside the memory of their VM
     */
    LinuxPlacement(Topology topology, LinuxPcpu[] pcpus, BitSet idle, boolean numa) {
        this.topology = topology;
        this.pcpus = pcpus;
        this.idle = idle;
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
        boolean prefers = numa && vcpu.contender.hasNear();
        boolean lastIsIdle = last != LinuxVcpu.NO_PCPU && idle.get(last);
        if (lastIsIdle && (!prefers || vcpu.contender.isNear(last))) {
            return last;
        }
        int enough = BEST_RANK + (prefers ? NEAR_MEMORY : 0);
        int best = LinuxVcpu.NO_PCPU;
        int bestRank = -1;
        for (int i = idle.nextSetBit(0); i >= 0 && bestRank < enough; i = idle.nextSetBit(i + 1)) {
            if (vcpu.contender.mayRunOn(i)) {
                int rank = rank(i, last) + (prefers && vcpu.contender.isNear(i) ? NEAR_MEMORY : 0);
                if (rank > bestRank) {
                    best = i;
                    bestRank = rank;
                }
            }
        }
        if (lastIsIdle && bestRank < NEAR_MEMORY) {
            return last;
        }
        if (best == LinuxVcpu.NO_PCPU) {
            return last == LinuxVcpu.NO_PCPU ? leastCrowded(vcpu.contender.pcpus(numa)) : last;
        }
        return best;
    }

    private int rank(int pcpu, int last) {
        boolean near = last != LinuxVcpu.NO_PCPU && topology.socket(last) == topology.socket(pcpu);
        return (isCoreIdle(pcpu) ? 2 : 0) + (near ? 1 : 0);
    }

    private boolean isCoreIdle(int pcpu) {
        if (topology.threadsPerCore() == 1) {
            return idle.get(pcpu);
        }
        int first = topology.core(pcpu) * topology.threadsPerCore();
        int end = Math.min(first + topology.threadsPerCore(), pcpus.length);
        return idle.nextClearBit(first) >= end;
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
        for (LinuxPcpu from : pcpus) {
            int rank = 2 * from.count() + (topology.socket(from.index) == topology.socket(to) ? 1 : 0);
            if (from.count() > 1 && rank > bestRank) {
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
