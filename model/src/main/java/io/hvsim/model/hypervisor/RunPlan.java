// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.machine.Host;
import io.hvsim.model.memory.HostMemoryPlan;
import io.hvsim.model.scheduling.Parameters;
import io.hvsim.model.scheduling.VcpuScheduler;
import java.util.List;
import java.util.function.Supplier;

/**
 * Everything one replication needs.
 *
 * @param scheduler makes a fresh policy for the run
 * @param schedulerParameters values of the policy's parameters
 * @param vcpuSwitchNs time a pCPU takes to switch from one vCPU to another, in nanoseconds; 0 or more
 * @param bareSwitchNs the same for vCPUs that pay for caches by where they ran last
 * @param haltPolling how long a pCPU watches for a vCPU that halted on it
 * @param pauseLoops what the hypervisor does about guests that spin
 * @param hostMemory the host's memory, or null when it is taken to suffice
 * @param warmupNs time to run before measuring begins
 * @param durationNs time to measure; {@link #UNTIL_DONE} to run until every batch is done
 * @param seriesIntervalNs interval of the time series; above 0
 * @param seed and {@code replication} number the streams of random numbers; equal numbers meet equal arrivals
 */
public record RunPlan(
        Host host,
        Supplier<VcpuScheduler> scheduler,
        Parameters schedulerParameters,
        long vcpuSwitchNs,
        long bareSwitchNs,
        HaltPolling haltPolling,
        PauseLoops pauseLoops,
        HostMemoryPlan hostMemory,
        List<VmGroup> groups,
        long warmupNs,
        long durationNs,
        long seriesIntervalNs,
        long seed,
        int replication) {

    /** Duration of a run that ends when all batches are done. */
    public static final long UNTIL_DONE = -1;
}
