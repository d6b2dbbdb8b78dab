// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.machine.Topology;
import java.util.Arrays;

/** Which cores of a host with threads are kept for one thread, so that the other threads of the core stay idle. */
final class WholeCores {
    private static final int NONE = -1;

    private final Dispatcher dispatcher;
    private final Topology topology;
    /** The thread that has the core to itself, by core. */
    private final int[] owner;

    WholeCores(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
        this.topology = dispatcher.topology();
        this.owner = new int[topology.core(topology.pcpus() - 1) + 1];
        Arrays.fill(owner, NONE);
    }

    /** Whether {@code pcpu} must stay idle for the sake of another thread of its core. */
    boolean keepsIdle(int pcpu) {
        int thread = owner[topology.core(pcpu)];
        return thread != NONE && thread != pcpu;
    }

    /** Gives {@code pcpu}, which is not kept idle, its core alone, or ends that; the other threads then choose again. */
    void keep(int pcpu, boolean whole) {
        int core = topology.core(pcpu);
        if (whole == (owner[core] == pcpu)) {
            return;
        }
        owner[core] = whole ? pcpu : NONE;
        for (int twin = firstThread(pcpu); twin < endOfCore(pcpu); twin++) {
            if (twin != pcpu) {
                dispatcher.reschedule(twin);
            }
        }
    }

    /** The first thread of the core of {@code pcpu}. */
    int firstThread(int pcpu) {
        return topology.core(pcpu) * topology.threadsPerCore();
    }

    /** The number after that of the last thread of the core of {@code pcpu}. */
    int endOfCore(int pcpu) {
        return Math.min(topology.pcpus(), firstThread(pcpu) + topology.threadsPerCore());
    }
}
