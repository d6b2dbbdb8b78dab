// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.machine.PageSize;
import io.hvsim.model.technique.Operation;
import io.hvsim.model.technique.Technique;
import io.hvsim.scenario.library.CpuDef;
import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.library.WorkloadDef;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.Key;
import java.util.List;
import java.util.Optional;

/** What cannot be for the memory of a group of VMs. */
final class MemoryChecks {
    private MemoryChecks() {}

    /** Reports what the CPU of {@code host} cannot do. */
    static void check(Fields f, HostDef host) {
        f.find(VmKeys.WORKLOAD).ifPresent(w -> checkWorkingSet(f, host, w));
        checkPages(f, VmKeys.GUEST_PAGES, host);
        checkPages(f, VmKeys.HOST_PAGES, host);
    }

    /** Without a TLB the working set would silently count for nothing. */
    private static void checkWorkingSet(Fields f, HostDef host, WorkloadDef workload) {
        if (workload.workingSet().isPresent() && host.cpu().tlb().isEmpty()) {
            f.in().objection(
                            f.placeOf(VmKeys.WORKLOAD),
                            "workload '" + workload.name() + "' has a working-set, but CPU '"
                                    + host.cpu().name() + "' of host '" + host.name() + "' has no tlb",
                            "give the share of page-walks instead, or take a host whose CPU has a tlb");
        }
    }

    private static void checkPages(Fields f, Key<PageSize> key, HostDef host) {
        boolean huge = f.find(key).filter(page -> page == PageSize.HUGE).isPresent();
        if (huge && host.cpu().tlb().flatMap(CpuDef.TlbDef::hugeEntries).isEmpty()) {
            f.in().objection(
                            f.placeOf(key),
                            "no pages of 1 GiB on CPU '" + host.cpu().name() + "' of host '" + host.name()
                                    + "': its tlb has no huge-entries",
                            "write 2 MiB, or take a host whose CPU has huge-entries");
        }
    }

    /** Reports memory that is to be backed lazily where nothing would be touched or charged. */
    static void checkBacking(Fields f, HostDef host, HypervisorDef hypervisor, GuestDef guest) {
        if (f.find(VmKeys.MEMORY_BACKING).orElse(VmSpec.MemoryBacking.PREALLOCATED)
                == VmSpec.MemoryBacking.PREALLOCATED) {
            return;
        }
        if (f.find(VmKeys.WORKLOAD).filter(w -> w.workingSet().isEmpty()).isPresent()) {
            f.in().objection(
                            f.placeOf(VmKeys.MEMORY_BACKING),
                            "memory-backing: lazy, but workload '"
                                    + f.get(VmKeys.WORKLOAD).name() + "' has no working-set to touch",
                            "give the workload a working-set, or leave memory-backing out");
        }
        technique(f, host, hypervisor, guest)
                .filter(t -> !hasPrice(hypervisor, t))
                .ifPresent(t -> f.in().objection(
                                f.placeOf(VmKeys.MEMORY_BACKING),
                                "memory-backing: lazy would cost nothing: hypervisor '" + hypervisor.name()
                                        + "' has no price of host-fault under technique '" + t + "'",
                                priced(f)));
    }

    /** The technique that the VM will have; empty when none is possible, which is reported elsewhere. */
    private static Optional<String> technique(Fields f, HostDef host, HypervisorDef hypervisor, GuestDef guest) {
        if (f.find(VmKeys.TECHNIQUE).isEmpty()) {
            return Optional.empty();
        }
        boolean vmi = f.find(VmKeys.VMI).orElse(false);
        List<String> wanted = f.get(VmKeys.TECHNIQUE).map(List::of).orElse(hypervisor.prefers());
        return wanted.stream()
                .filter(t ->
                        Feasibility.obstacle(host, hypervisor, guest, vmi, t).isEmpty())
                .findFirst();
    }

    /** On bare hardware there is nobody who backs memory, so that nothing is its price. */
    private static boolean hasPrice(HypervisorDef hypervisor, String technique) {
        TechniqueCosts costs = hypervisor.techniques().get(technique);
        return costs.definition().technique().cpu() == Technique.CpuChoice.NATIVE
                || !costs.operations()
                        .getOrDefault(Operation.HOST_FAULT, List.of())
                        .isEmpty();
    }

    private static String priced(Fields f) {
        return "hypervisors with one: "
                + VmChecks.named(
                        f,
                        Kinds.HYPERVISOR,
                        h -> h.techniques().values().stream()
                                .anyMatch(t -> t.operations().containsKey(Operation.HOST_FAULT)));
    }
}
