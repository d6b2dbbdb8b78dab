// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.schema.Kind;
import java.util.List;

/** The kinds of library definitions. */
public final class Kinds {
    public static final Kind<CpuDef> CPU = MachineKinds.CPU;
    public static final Kind<HostDef> HOST = MachineKinds.HOST;
    public static final Kind<HypervisorDef> HYPERVISOR = HypervisorKeys.HYPERVISOR;
    public static final Kind<SchedulerDef> SCHEDULER = SchedulerKeys.SCHEDULER;
    public static final Kind<TechniqueDef> TECHNIQUE = MachineKinds.TECHNIQUE;
    public static final Kind<GuestDef> GUEST = GuestKeys.GUEST;
    public static final Kind<WorkloadDef> WORKLOAD = WorkloadKeys.WORKLOAD;
    public static final Kind<DiskDef> DISK = MachineKinds.DISK;
    public static final Kind<NetworkDef> NETWORK = MachineKinds.NETWORK;

    /** All of them, in the order in which lists show them. */
    public static final List<Kind<?>> ALL =
            List.of(HOST, CPU, HYPERVISOR, SCHEDULER, TECHNIQUE, GUEST, WORKLOAD, DISK, NETWORK);

    private Kinds() {}
}
