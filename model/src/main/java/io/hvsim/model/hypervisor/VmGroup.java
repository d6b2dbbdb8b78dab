// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.device.BackEndModel;
import io.hvsim.model.device.DiskModel;
import io.hvsim.model.device.NetworkModel;
import io.hvsim.model.guest.EmulatedDevice;
import io.hvsim.model.guest.GuestKernel;
import io.hvsim.model.guest.IdlePolicy;
import io.hvsim.model.guest.TickPolicy;
import io.hvsim.model.machine.CacheRefill;
import io.hvsim.model.memory.VmMemory;
import io.hvsim.model.scheduling.Claim;
import io.hvsim.model.technique.CostModel;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.Workload;
import java.util.BitSet;

/**
 * A number of equal VMs, reported together.
 *
 * @param count how many VMs; at least 1
 * @param vcpus vCPUs of each; at least 1
 * @param claim what each may ask of the CPUs
 * @param memorySockets the sockets that have the memory of each; empty for those on which the hypervisor places it
 * @param memoryStalls share of a vCPU's time that goes into waiting for memory of its own socket, 0 to 1
 * @param refill what filling caches with the footprint of a vCPU takes; null for VMs that lose the same at each switch
 * @param costs what the guest's operations cost on the technique chosen for it
 * @param memory the memory of each, or null when it takes no part
 * @param tickPolicy what becomes of clock ticks that fall due while a vCPU waits for a pCPU
 * @param idlePolicy what a CPU of the guest does while it has nothing to run
 * @param emulatedDisk how the disk differs because it is emulated, or null
 * @param emulatedNetwork the same for the network card
 * @param backEnd what the host's side of the devices costs, or null when it is part of the price of operations
 */
public record VmGroup(
        String name,
        int count,
        int vcpus,
        Claim claim,
        BitSet memorySockets,
        double memoryStalls,
        CacheRefill refill,
        GuestKernel kernel,
        CostModel costs,
        VmMemory memory,
        TickPolicy tickPolicy,
        IdlePolicy idlePolicy,
        DiskModel disk,
        EmulatedDevice emulatedDisk,
        NetworkModel network,
        EmulatedDevice emulatedNetwork,
        BackEndModel backEnd,
        Workload workload,
        Load load) {}
