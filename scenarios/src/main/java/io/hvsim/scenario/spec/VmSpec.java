// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.machine.PageSize;
import io.hvsim.scenario.library.DeviceDef;
import io.hvsim.scenario.library.DiskDef;
import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.InterruptController;
import io.hvsim.scenario.library.NetworkDef;
import io.hvsim.scenario.library.WorkloadDef;
import io.hvsim.scenario.load.LoadSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A group of like VMs.
 *
 * @param group its name in the file
 * @param count how many VMs
 * @param memoryBytes per VM
 * @param memoryUse which of its memory is touched; empty when that does not matter
 * @param migration empty for VMs that stay
 * @param technique the asked technique; empty for {@code auto}
 * @param interruptController the one the guest drives; empty for {@code auto}
 * @param vmi whether VMI is enabled for these VMs
 * @param features parts of the technique's guest interface that the guest may use; empty for all
 * @param guestPages pages by which the guest maps memory
 * @param hostPages pages by which the hypervisor maps the guest's memory
 * @param backing when the hypervisor backs the working set
 * @param idle what the guest does while it has nothing to run
 * @param shares weight of each vCPU
 * @param reservationHz CPU clock guaranteed to each VM
 * @param limitHz CPU clock that each VM cannot exceed, over all its vCPUs
 * @param pool the resource pool that each is in; empty for none
 * @param affinity pCPUs the vCPUs may run on; empty for all
 * @param memorySockets the sockets that have its memory; empty for where the hypervisor places it
 * @param load how work comes: the group's own, else the scenario's, else the workload's
 */
public record VmSpec(
        String group,
        int count,
        int vcpus,
        long memoryBytes,
        Optional<MemorySpec.Use> memoryUse,
        Optional<MemorySpec.Migration> migration,
        GuestDef guest,
        Optional<String> technique,
        Optional<InterruptController> interruptController,
        boolean vmi,
        Optional<List<String>> features,
        PageSize guestPages,
        PageSize hostPages,
        MemoryBacking backing,
        Idle idle,
        int shares,
        OptionalDouble reservationHz,
        OptionalDouble limitHz,
        Optional<String> pool,
        List<Integer> affinity,
        List<Integer> memorySockets,
        Devices devices,
        WorkloadDef workload,
        LoadSpec load) {

    /** When a hypervisor gives memory to a VM. */
    public enum MemoryBacking {
        /** Before the VM starts. */
        PREALLOCATED,
        /** When the guest first touches it. */
        LAZY
    }

    /**
     * The VM's devices and the way requests take to them.
     *
     * @param diskModel the controller that is emulated; empty for what the hypervisor says of emulated devices
     * @param netModel the same for the network card
     * @param segmentationOffload whether the network card cuts and joins packets for the guest
     * @param backEnd which of the hypervisor's back ends; empty for its own choice
     */
    public record Devices(
            DiskDef disk,
            DevicePath diskPath,
            Optional<DeviceDef> diskModel,
            NetworkDef net,
            DevicePath netPath,
            Optional<DeviceDef> netModel,
            boolean segmentationOffload,
            Optional<String> backEnd) {}

    /** What a guest does while it has nothing to run. */
    public enum Idle {
        /** It halts. */
        HLT,
        /** It polls for a while, then halts. */
        POLL,
        /** It waits in MWAIT, which the hypervisor does not intercept. */
        MWAIT
    }

    /** How a guest's driver reaches a device. */
    public enum DevicePath {
        /** Through a model of a real device, register by register. */
        EMULATED,
        /** Through a driver that knows the hypervisor. */
        PARAVIRTUAL
    }
}
