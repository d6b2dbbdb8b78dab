// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.scenario.library.DiskDef;
import io.hvsim.scenario.library.GuestDef;
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
 * @param technique the asked technique; empty for {@code auto}
 * @param vmi whether VMI is enabled for these VMs
 * @param features parts of the technique's guest interface that the guest may use; empty for all
 * @param largePages whether guest and hypervisor map memory by large pages
 * @param shares weight of each vCPU
 * @param reservationHz CPU clock guaranteed to each VM
 * @param limitHz CPU clock that each VM cannot exceed, over all its vCPUs
 * @param affinity pCPUs the vCPUs may run on; empty for all
 * @param load how work comes: the group's own, else the scenario's, else the workload's
 */
public record VmSpec(
        String group,
        int count,
        int vcpus,
        long memoryBytes,
        GuestDef guest,
        Optional<String> technique,
        boolean vmi,
        Optional<List<String>> features,
        boolean largePages,
        int shares,
        OptionalDouble reservationHz,
        OptionalDouble limitHz,
        List<Integer> affinity,
        Devices devices,
        WorkloadDef workload,
        LoadSpec load) {

    /** The VM's devices and the way requests take to them. */
    public record Devices(DiskDef disk, DevicePath diskPath, NetworkDef net, DevicePath netPath) {}

    /** How a guest's driver reaches a device. */
    public enum DevicePath {
        /** Through a model of a real device, register by register. */
        EMULATED,
        /** Through a driver that knows the hypervisor. */
        PARAVIRTUAL
    }
}
