// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.machine.Topology;
import java.util.BitSet;

/** Which pCPU of a Linux host a vCPU wakes on, and which a pCPU takes vCPUs from. */
final class LinuxPlacement {
    private final Topology topology;
    private final LinuxPcpu[] pcpus;
    private final BitSet idle;

    /** @param idle pCPUs with nothing in their queues; kept by the caller */
    LinuxPlacement(Topology topology, LinuxPcpu[] pcpus, BitSet idle) {
        this.topology = topology;
        this.pcpus = pcpus;
        this.idle = idle;
    }

    /**
     * The pCPU that {@code vcpu} wakes on: its last one if that is idle; else another idle one that it may run on, on an
     * idle core if there is one, and of those on the same socket; else its last one.
     */
    int wakeUp(LinuxVcpu vcpu) {
        int last = vcpu.pcpu;
        if (last != LinuxVcpu.NO_PCPU && idle.get(last)) {
            return last;
        }
        int free = last == LinuxVcpu.NO_PCPU
                ? firstIdle(vcpu.contender, 0, pcpus.length)
                : nearestIdle(vcpu.contender, last);
        if (free == LinuxVcpu.NO_PCPU) {
            return last == LinuxVcpu.NO_PCPU ? leastCrowded(vcpu.contender) : last;
        }
        return free;
    }

    private int nearestIdle(Contender vcpu, int last) {
        int perSocket = topology.coresPerSocket() * topology.threadsPerCore();
        int from = last - last % perSocket;
        int near = firstIdle(vcpu, from, Math.min(from + perSocket, pcpus.length));
        if (near != LinuxVcpu.NO_PCPU && isCoreIdle(near)) {
            return near;
        }
        int any = firstIdle(vcpu, 0, pcpus.length);
        return near == LinuxVcpu.NO_PCPU || isCoreIdle(any) ? any : near;
    }

    /** The first idle pCPU from {@code from} to before {@code to} that the vCPU may run on, on an idle core if there is one. */
    private int firstIdle(Contender vcpu, int from, int to) {
        int first = LinuxVcpu.NO_PCPU;
        for (int i = idle.nextSetBit(from); i >= 0 && i < to; i = idle.nextSetBit(i + 1)) {
            if (vcpu.mayRunOn(i)) {
                if (isCoreIdle(i)) {
                    return i;
                }
                first = first == LinuxVcpu.NO_PCPU ? i : first;
            }
        }
        return first;
    }

    private boolean isCoreIdle(int pcpu) {
        if (topology.threadsPerCore() == 1) {
            return idle.get(pcpu);
        }
        int first = topology.core(pcpu) * topology.threadsPerCore();
        int end = Math.min(first + topology.threadsPerCore(), pcpus.length);
        return idle.nextClearBit(first) >= end;
    }

    private int leastCrowded(Contender vcpu) {
        int least = LinuxVcpu.NO_PCPU;
        for (int i = 0; i < pcpus.length; i++) {
            if (vcpu.mayRunOn(i) && (least == LinuxVcpu.NO_PCPU || pcpus[i].count() < pcpus[least].count())) {
                least = i;
            }
        }
        return least;
    }

    /**
     * A waiting vCPU for {@code to}: from the most crowded pCPU that has one for it, and of equals from its own socket; null
     * if there is none.
     *
     * @param difference by how many vCPUs the other pCPU must have more
     * @param untilNs since when the vCPU must have been off its pCPU
     */
    LinuxVcpu pull(int to, int difference, long untilNs) {
        LinuxVcpu best = null;
        int bestRank = 2 * (pcpus[to].count() + difference) - 1;
        for (LinuxPcpu from : pcpus) {
            int rank = 2 * from.count() + (topology.socket(from.index) == topology.socket(to) ? 1 : 0);
            if (from.count() > 1 && rank > bestRank) {
                LinuxVcpu vcpu = from.coldest(to, untilNs);
                if (vcpu != null) {
                    best = vcpu;
                    bestRank = rank;
                }
            }
        }
        return best;
    }
}
