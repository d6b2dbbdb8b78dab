// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.machine.PageSize;
import io.hvsim.model.technique.Cause;
import io.hvsim.scenario.library.InterruptController;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.spec.VmSpec;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Quantity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What could be changed at the VMs of a group. */
record VmLevers(Measured measured, Library library) {
    private static final int SLOW_TICK_HZ = 100;

    List<WhatIf> all() {
        List<WhatIf> all = new ArrayList<>();
        cpus(all);
        limits(all);
        interrupts(all);
        memory(all);
        devices(all);
        return all;
    }

    private ScenarioSpec spec() {
        return measured.spec();
    }

    private VmSpec vm() {
        return measured.vm();
    }

    private String path(String rest) {
        return "vms." + vm().group() + "." + rest;
    }

    private void cpus(List<WhatIf> changes) {
        changes.add(WhatIf.of(
                vcpus(vm().vcpus() + 1),
                path("vcpus=") + (vm().vcpus() + 1),
                Cause.GUEST_QUEUE,
                Cause.LOCK_WAIT,
                Cause.SPIN));
        if (measured.isSaturated()) {
            changes.add(vcpuAndCore());
        }
        if (vm().vcpus() > 1) {
            changes.add(WhatIf.of(
                    vcpus(vm().vcpus() - 1),
                    path("vcpus=") + (vm().vcpus() - 1),
                    Cause.READY,
                    Cause.COSTOP,
                    Cause.SPIN,
                    Cause.LOCK_WAIT,
                    Cause.SMT,
                    Cause.APIC_ICR));
        }
        if (spec().vms().size() > 1 || !spec().pools().isEmpty()) {
            changes.add(WhatIf.of("twice the shares", path("shares=") + 2 * vm().shares(), Cause.READY));
        }
        if (!vm().affinity().isEmpty()) {
            changes.add(WhatIf.of("no affinity", path("affinity=all"), Cause.READY, Cause.COSTOP, Cause.REMOTE_MEMORY));
        }
        for (VmSpec.Idle idle : VmSpec.Idle.values()) {
            if (idle != vm().idle()) {
                changes.add(WhatIf.of(
                        "idle by " + word(idle),
                        path("idle=") + word(idle),
                        Cause.HLT,
                        Cause.IDLE_POLL,
                        Cause.APIC_ICR));
            }
        }
    }

    /** Where both are saturated, more of one is of no use. */
    private WhatIf vcpuAndCore() {
        int cores = MachineLevers.more(spec().host().coresPerSocket());
        int pcpus = spec().host().sockets() * cores * spec().host().threadsPerCore();
        return new WhatIf(
                vcpus(vm().vcpus() + 1) + " and " + pcpus + " pCPUs",
                List.of(path("vcpus=") + (vm().vcpus() + 1), "host.cores-per-socket=" + cores),
                EnumSet.of(Cause.GUEST_QUEUE, Cause.READY));
    }

    /** A limit of all that the vCPUs can use is none. */
    private void limits(List<WhatIf> all) {
        double whole = vm().vcpus() * spec().host().clockHz();
        double limit = vm().limitHz().orElse(whole);
        if (limit < whole) {
            all.add(WhatIf.of(
                    "no limit",
                    path("limit=")
                            + Quantity.shortest(whole, Dimension.FREQUENCY).text(),
                    Cause.CAPPED));
        }
        if (2 * limit < whole) {
            all.add(WhatIf.of(
                    "twice the limit",
                    path("limit=")
                            + Quantity.shortest(2 * limit, Dimension.FREQUENCY).text(),
                    Cause.CAPPED));
        }
    }

    private void interrupts(List<WhatIf> all) {
        for (InterruptController controller : InterruptController.values()) {
            if (vm().interruptController().isPresent()
                    && vm().interruptController().get() != controller) {
                all.add(WhatIf.of(
                        "interrupts by " + word(controller),
                        path("interrupt-controller=") + word(controller),
                        Cause.APIC_EOI,
                        Cause.APIC_ICR,
                        Cause.EXTERNAL_IRQ,
                        Cause.MSR,
                        Cause.IO_KERNEL));
            }
        }
        if (vm().features().isPresent()) {
            all.add(WhatIf.of("all features of the technique", WhatIf.OVERHEAD, path("features=all")));
        }
        if (vm().guest().hz() > SLOW_TICK_HZ) {
            all.add(WhatIf.of(
                    "a tick of " + SLOW_TICK_HZ + " Hz",
                    path("guest.hz=") + SLOW_TICK_HZ,
                    Cause.EXTERNAL_IRQ,
                    Cause.APIC_EOI,
                    Cause.MSR,
                    Cause.IRQ_WINDOW,
                    Cause.HLT,
                    Cause.VCPU_SWITCH));
        }
    }

    private void memory(List<WhatIf> all) {
        if (vm().guestPages() == PageSize.SMALL || vm().hostPages() == PageSize.SMALL) {
            all.add(new WhatIf(
                    "large pages",
                    List.of(path("guest-pages=2 MiB"), path("host-pages=2 MiB")),
                    EnumSet.of(Cause.DILATION, Cause.NESTED_FAULT, Cause.PF_HIDDEN)));
        }
        if (vm().backing() == VmSpec.MemoryBacking.LAZY) {
            all.add(WhatIf.of(
                    "memory backed beforehand",
                    path("memory-backing=preallocated"),
                    Cause.NESTED_FAULT,
                    Cause.PF_HIDDEN));
        }
        if (!vm().memorySockets().isEmpty()) {
            all.add(WhatIf.of("memory where it is placed", path("memory-sockets=auto"), Cause.REMOTE_MEMORY));
        }
        vm().migration()
                .ifPresent(migration -> library.names(Kinds.MIGRATION).stream()
                        .filter(policy -> !policy.equals(migration.policy().name()))
                        .forEach(policy -> all.add(WhatIf.of(
                                "migration by " + policy,
                                path("migration.policy=") + policy,
                                Cause.MIGRATION,
                                Cause.DIRTY_TRACKING,
                                Cause.PAGE_IN))));
    }

    private void devices(List<WhatIf> all) {
        VmSpec.Devices devices = vm().devices();
        Disks.faster(library, spec().figures(), devices.disk())
                .ifPresent(disk -> all.add(WhatIf.of(
                        "disk " + disk.name(),
                        path("devices.disk=") + disk.name(),
                        Cause.DEVICE_SERVICE,
                        Cause.DEVICE_QUEUE)));
        all.add(WhatIf.of(
                "a disk of twice the places",
                path("devices.disk.parallel=") + 2 * devices.disk().parallel(),
                Cause.DEVICE_QUEUE));
        devices.disk()
                .queueDepth()
                .ifPresent(depth -> all.add(WhatIf.of(
                        "a disk queue of " + 2 * depth,
                        path("devices.disk.queue-depth=") + 2 * depth,
                        Cause.DEVICE_QUEUE)));
        String bandwidth = Quantity.shortest(
                        2 * devices.net().bandwidthBytesPerSecond().at(spec().figures()), Dimension.BANDWIDTH)
                .text();
        all.add(WhatIf.of("a network of " + bandwidth, path("devices.net.bandwidth=") + bandwidth, Cause.NETWORK));
        if (devices.diskPath() == VmSpec.DevicePath.EMULATED) {
            all.add(paravirtual("disk", "disk-path"));
        }
        if (devices.netPath() == VmSpec.DevicePath.EMULATED) {
            all.add(paravirtual("network card", "net-path"));
        }
        if (!devices.segmentationOffload()) {
            all.add(WhatIf.of(
                    "segmentation offload",
                    path("devices.segmentation-offload=true"),
                    Cause.IO_KERNEL,
                    Cause.IO_USER,
                    Cause.HYPERCALL,
                    Cause.EXTERNAL_IRQ,
                    Cause.BACK_END,
                    Cause.BOUNCE));
        }
        for (String backEnd : spec().hypervisor().backEnds().keySet()) {
            if (!devices.backEnd().or(spec().hypervisor()::backEnd).equals(Optional.of(backEnd))) {
                all.add(WhatIf.of(
                        "back end " + backEnd,
                        path("devices.back-end=") + backEnd,
                        Cause.BACK_END,
                        Cause.IO_KERNEL,
                        Cause.IO_USER));
            }
        }
    }

    private WhatIf paravirtual(String device, String key) {
        return WhatIf.of(
                "a paravirtual " + device,
                path("devices." + key + "=paravirtual"),
                Cause.IO_KERNEL,
                Cause.IO_USER,
                Cause.EXTERNAL_IRQ,
                Cause.APIC_EOI,
                Cause.BACK_END);
    }

    private static String vcpus(int count) {
        return count == 1 ? "1 vCPU" : count + " vCPUs";
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
