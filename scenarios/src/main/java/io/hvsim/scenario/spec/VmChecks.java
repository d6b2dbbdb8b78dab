// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.library.WorkloadDef;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Optional;

/** What cannot be for a group of VMs, given its host and hypervisor. */
final class VmChecks {
    private static final String VMI = "vmi";

    private VmChecks() {}

    /** Reports what cannot be; looks only at what could be read. */
    static void check(Fields f) {
        Optional<HostDef> host = f.in().recall(HostDef.class);
        Optional<HypervisorDef> hypervisor = f.in().recall(HypervisorDef.class);
        hypervisor.ifPresent(h -> checkVmi(f, h));
        host.ifPresent(h -> {
            checkAffinity(f, h);
            f.find(VmKeys.WORKLOAD).ifPresent(w -> checkWorkingSet(f, h, w));
        });
        f.find(VmKeys.GUEST).ifPresent(guest -> {
            checkSmp(f, guest);
            f.find(VmKeys.WORKLOAD).ifPresent(w -> checkActions(f, guest, w));
            host.ifPresent(h -> hypervisor.ifPresent(v -> {
                checkTechnique(f, h, v, guest);
                technique(f, h, v, guest).ifPresent(t -> {
                    checkFeatures(f, v, t);
                    checkDevices(f, t);
                });
            }));
        });
        checkLoad(f);
        refuse(f, VmKeys.RESERVATION);
        refuse(f, VmKeys.LIMIT);
    }

    /** Better refused than silently ignored. */
    private static void refuse(Fields f, Key<?> key) {
        if (f.wrote(key)) {
            f.in().problem(f.placeOfKey(key), "'" + key.name() + "' is not simulated yet", "leave it out");
        }
    }

    private static boolean wantsVmi(Fields f) {
        return f.find(VmKeys.VMI).orElse(false);
    }

    private static boolean lacksVmi(HypervisorDef hypervisor) {
        return !hypervisor.capabilities().contains(VMI);
    }

    private static void checkVmi(Fields f, HypervisorDef hypervisor) {
        if (wantsVmi(f) && lacksVmi(hypervisor)) {
            f.in().problem(
                            f.placeOf(VmKeys.VMI),
                            "no VMI on hypervisor '" + hypervisor.name() + "'",
                            "hypervisors with VMI: " + String.join(", ", withVmi(f)));
        }
    }

    private static List<String> withVmi(Fields f) {
        return f.in().definitions().names(Kinds.HYPERVISOR).stream()
                .filter(name -> f.in().definitions()
                        .find(Kinds.HYPERVISOR, name, new Problems())
                        .filter(h -> !lacksVmi(h))
                        .isPresent())
                .toList();
    }

    private static void checkAffinity(Fields f, HostDef host) {
        List<Integer> pcpus = f.find(VmKeys.AFFINITY).flatMap(a -> a).orElse(List.of());
        for (int i = 0; i < pcpus.size(); i++) {
            if (pcpus.get(i) >= host.pcpus()) {
                YamlNode.Sequence list =
                        (YamlNode.Sequence) f.node().get(VmKeys.AFFINITY.name()).orElseThrow();
                f.in().objection(
                                list.items().get(i).place(),
                                "no pCPU " + pcpus.get(i) + " on host '" + host.name() + "'",
                                "it has 0 to " + (host.pcpus() - 1));
            }
        }
    }

    private static void checkSmp(Fields f, GuestDef guest) {
        if (!guest.smp() && f.find(VmKeys.VCPUS).orElse(1) > 1) {
            f.in().objection(
                            f.placeOf(VmKeys.VCPUS),
                            "guest '" + guest.name() + "' can use one vCPU only",
                            "write vcpus: 1, or take a guest with smp: true");
        }
    }

    private static void checkActions(Fields f, GuestDef guest, WorkloadDef workload) {
        workload.actions().stream()
                .filter(a -> !guest.actions().containsKey(a))
                .forEach(a -> f.in().objection(
                                f.placeOf(VmKeys.WORKLOAD),
                                "workload '" + workload.name() + "' does '" + a + "', which guest '" + guest.name()
                                        + "' cannot do",
                                Suggestions.shortAdvice(a, guest.actions().keySet(), "it can do")));
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

    private static void checkTechnique(Fields f, HostDef host, HypervisorDef hypervisor, GuestDef guest) {
        if (f.find(VmKeys.TECHNIQUE).isEmpty() || f.find(VmKeys.VMI).isEmpty()) {
            return;
        }
        boolean vmi = wantsVmi(f);
        List<String> wanted = f.find(VmKeys.TECHNIQUE).get().map(List::of).orElse(hypervisor.prefers());
        List<String> obstacles = wanted.stream()
                .flatMap(t -> Feasibility.obstacle(host, hypervisor, guest, vmi, t).stream()
                        .map(o -> "technique '" + t + "' is not possible: " + o))
                .toList();
        boolean alreadySaid = vmi && lacksVmi(hypervisor) && wanted.equals(List.of(VMI));
        if (obstacles.size() == wanted.size() && !alreadySaid) {
            f.in().objection(
                            f.placeOf(VmKeys.TECHNIQUE),
                            String.join("; ", obstacles),
                            possible(host, hypervisor, guest));
        }
    }

    /** The technique that the VM will have, where one is possible. */
    private static Optional<TechniqueCosts> technique(
            Fields f, HostDef host, HypervisorDef hypervisor, GuestDef guest) {
        if (f.find(VmKeys.TECHNIQUE).isEmpty() || f.find(VmKeys.VMI).isEmpty()) {
            return Optional.empty();
        }
        List<String> wanted = f.find(VmKeys.TECHNIQUE).get().map(List::of).orElse(hypervisor.prefers());
        return wanted.stream()
                .filter(t -> Feasibility.obstacle(host, hypervisor, guest, wantsVmi(f), t)
                        .isEmpty())
                .findFirst()
                .map(hypervisor.techniques()::get);
    }

    private static void checkFeatures(Fields f, HypervisorDef hypervisor, TechniqueCosts technique) {
        List<String> features = f.find(VmKeys.FEATURES).flatMap(list -> list).orElse(List.of());
        List<String> offered = technique.features();
        for (int i = 0; i < features.size(); i++) {
            if (!offered.contains(features.get(i))) {
                YamlNode.Sequence list =
                        (YamlNode.Sequence) f.node().get(VmKeys.FEATURES.name()).orElseThrow();
                f.in().objection(
                                list.items().get(i).place(),
                                "technique '" + technique.name() + "' on hypervisor '" + hypervisor.name()
                                        + "' has no feature '" + features.get(i) + "'",
                                offered.isEmpty()
                                        ? "it has none; leave features out"
                                        : Suggestions.shortAdvice(features.get(i), offered, "features here"));
            }
        }
    }

    /** A model of a real device would have to read and write the memory that such a guest hides. */
    private static void checkDevices(Fields f, TechniqueCosts technique) {
        boolean emulated = f.find(VmKeys.DEVICES)
                .filter(d -> d.diskPath() == VmSpec.DevicePath.EMULATED || d.netPath() == VmSpec.DevicePath.EMULATED)
                .isPresent();
        if (emulated && technique.isolation().isPresent()) {
            f.in().objection(
                            f.placeOf(VmKeys.DEVICES),
                            "a confidential guest (technique '" + technique.name() + "') has no emulated devices",
                            "write " + VmKeys.DISK_PATH.name() + " and " + VmKeys.NET_PATH.name() + ": paravirtual");
        }
    }

    private static String possible(HostDef host, HypervisorDef hypervisor, GuestDef guest) {
        List<String> possible = hypervisor.techniques().keySet().stream()
                .filter(t ->
                        Feasibility.obstacle(host, hypervisor, guest, true, t).isEmpty())
                .toList();
        return possible.isEmpty()
                ? "no technique is possible for this guest on this hypervisor and host"
                : "possible here: " + String.join(", ", possible);
    }

    private static void checkLoad(Fields f) {
        boolean isGiven = f.wrote(VmKeys.LOAD)
                || f.in().recall(YamlNode.Mapping.class)
                        .filter(m -> m.has("load"))
                        .isPresent();
        if (!isGiven && f.find(VmKeys.WORKLOAD).filter(w -> w.load().isEmpty()).isPresent()) {
            f.in().objection(
                            f.placeOf(VmKeys.WORKLOAD),
                            "no load, and workload '"
                                    + f.find(VmKeys.WORKLOAD).orElseThrow().name() + "' has none of its own",
                            "add load: {open: {rate: 200/s}} here or to the scenario");
        }
    }

    /** Reports a group whose load never ends in a run that waits for the end. */
    static void checkEnds(Fields root, VmSpec vm) {
        if (!(vm.load() instanceof LoadSpec.Batch)) {
            root.in()
                    .problemAt(
                            ScenarioKeys.placeIn(root, "run", "until"),
                            "until: done, but the load of vms." + vm.group() + " has no end",
                            "give it a load of the form batch, or the run a duration");
        }
    }
}
