// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.machine.Topology;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;

/**
 * A physical machine. Threads are counted per core; 1 means no simultaneous multithreading.
 *
 * @param remoteLatency latency of memory of another socket, that of the own = 1
 * @param turbo clock by active cores of a socket, for more cores from step to step; empty when not known
 */
public record HostDef(
        String name,
        String title,
        CpuDef cpu,
        double clockHz,
        int sockets,
        int coresPerSocket,
        int threadsPerCore,
        long memoryBytes,
        Figure remoteLatency,
        List<TurboStep> turbo,
        List<Figure> figures)
        implements Definition {

    /**
     * A step of turbo.
     *
     * @param cores with up to how many active cores of a socket it holds
     */
    public record TurboStep(int cores, Figure clockHz) {}

    public Topology topology() {
        return new Topology(pcpus(), threadsPerCore, coresPerSocket);
    }

    /** Hardware threads in all. */
    public int pcpus() {
        return sockets * coresPerSocket * threadsPerCore;
    }
}
