// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.machine.Topology;
import java.util.BitSet;

/**
 * The pCPUs of a host that are idle, and those among them on idle cores, of which every thread is. A search for one goes
 * through words of bits: it takes the same time on a host of 64 pCPUs as on one of 2.
 */
final class IdlePcpus {
    private static final int NONE = -1;

    private final int pcpus;
    private final int threads;
    private final BitSet idle;
    /** The same set where a core has one thread. */
    private final BitSet onIdleCores;

    /** All are idle at first. */
    IdlePcpus(Topology topology) {
        this.pcpus = topology.pcpus();
        this.threads = topology.threadsPerCore();
        this.idle = new BitSet(pcpus);
        this.onIdleCores = threads == 1 ? idle : new BitSet(pcpus);
        idle.set(0, pcpus);
        onIdleCores.set(0, pcpus);
    }

    boolean contains(int pcpu) {
        return idle.get(pcpu);
    }

    /** Whether every thread of the core of {@code pcpu} is idle. */
    boolean isCoreIdle(int pcpu) {
        return onIdleCores.get(pcpu);
    }

    int count() {
        return idle.cardinality();
    }

    void set(int pcpu, boolean isIdle) {
        if (idle.get(pcpu) == isIdle) {
            return;
        }
        idle.set(pcpu, isIdle);
        if (threads > 1) {
            int first = pcpu - pcpu % threads;
            int end = Math.min(first + threads, pcpus);
            onIdleCores.set(first, end, idle.nextClearBit(first) >= end);
        }
    }

    /** The first idle pCPU from {@code from} on; -1 if there is none. */
    int next(int from) {
        return idle.nextSetBit(from);
    }

    /**
     * The first idle pCPU of {@code among} from {@code from} on; -1 if there is none.
     *
     * @param wholeCore considers those on idle cores only
     */
    int next(BitSet among, boolean wholeCore, int from) {
        return next(among, wholeCore, from, pcpus);
    }

    /** The same of those before {@code end} only. */
    int next(BitSet among, boolean wholeCore, int from, int end) {
        BitSet candidates = wholeCore ? onIdleCores : idle;
        int next = candidates.nextSetBit(from);
        while (next >= 0 && next < end) {
            // Each of the two sets skips what the other one lacks.
            int allowed = among.nextSetBit(next);
            if (allowed == next) {
                return next;
            }
            next = allowed < 0 ? NONE : candidates.nextSetBit(allowed);
        }
        return NONE;
    }
}
