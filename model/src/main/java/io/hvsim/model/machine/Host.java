// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

/**
 * A physical machine: processors of one generation at one clock.
 *
 * @param clockHz core clock in Hz, with turbo that of one active core alone; above 0
 * @param topology the hardware threads that the hypervisor schedules
 * @param sharing what those lose to each other
 */
public record Host(String name, CpuGeneration cpu, double clockHz, Topology topology, Sharing sharing) {

    /** Number of hardware threads. */
    public int pcpus() {
        return topology.pcpus();
    }

    /** Time that {@code cycles} core cycles take, in nanoseconds, not rounded. */
    public double nanos(double cycles) {
        return cycles * 1e9 / clockHz;
    }

    /** Time that {@code cycles} of user-mode work take, given in Netburst cycles, in nanoseconds, not rounded. */
    public double userNanos(double cycles) {
        return nanos(cycles) / cpu.workPerCycle();
    }
}
