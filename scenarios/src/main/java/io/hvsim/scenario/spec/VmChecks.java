// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.TechniqueCosts;
import io.hvsim.scenario.library.WorkloadDef;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.schema.Definition;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What cannot be for a group of VMs, given its host and hypervisor. */
final class VmChecks {
    private static final String VMI = "vmi";
    private static final String MWAIT = "mwait";
    private static final String MWAIT_PASSTHROUGH = "mwait-passthrough";

    private VmChecks() {}

    /** Reports what cannot be; looks only at what could be read. */
    static void check(Fields f) {
        Optional<HostDef> host = f.in().recall(HostDef.class);
        Optional<HypervisorDef> hypervisor = f.in().recall(HypervisorDef.class);
        hypervisor.ifPresent(h -> checkVmi(f, h));
        host.ifPresent(h -> hypervisor.ifPresent(v -> checkMwait(f, h, v)));
        host.ifPresent(h -> {
            checkNumbers(f, h, VmKeys.AFFINITY, "pCPU", h.pcpus());
            checkNumbers(f, h, VmKeys.MEMORY_SOCKETS, "socket", h.sockets());
            MemoryChecks.check(f, h);
        });
        f.find(VmKeys.GUEST).ifPresent(guest -> {
            checkSmp(f, guest);
            f.find(VmKeys.WORKLOAD).ifPresent(w -> checkActions(f, guest, w));
            checkPolling(f, guest);
            host.ifPresent(h -> hypervisor.ifPresent(v -> {
                checkTechnique(f, h, v, guest);
                technique(f, h, v, guest).ifPresent(t -> {
                    checkFeatures(f, v, t);
                    checkDevices(f, t);
                });
                MemoryChecks.checkBacking(f, h, v, guest);
            }));
        });
        host.ifPresent(h -> checkCaches(f, h));
        f.find(VmKeys.MEMORY).ifPresent(memory -> MemoryKeys.check(f, memory));
        checkLoad(f);
        checkWork(f);
        checkBarriers(f);
        ClaimChecks.check(f);
    }

    private static void checkCaches(Fields f, HostDef host) {
        Optional<WorkloadDef> workload =
                f.find(VmKeys.WORKLOAD).filter(w -> w.footprintBytes().isPresent());
        if (workload.isPresent() && host.cpu().caches().isEmpty()) {
            f.in().objection(
                            f.placeOf(VmKeys.WORKLOAD),
                            "nothing is known of the caches of CPU '"
                                    + host.cpu().name()
                                    + "', which the footprint of workload '"
                                    + workload.get().name() + "' fills",
                            "leave the footprint out, or take a host whose CPU has caches: "
                                    + named(f, Kinds.HOST, h -> h.cpu().caches().isPresent()));
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
                            "hypervisors with VMI: " + named(f, Kinds.HYPERVISOR, h -> !lacksVmi(h)));
        }
    }

    /** Names of the definitions of a kind that meet a condition. */
    static <T extends Definition> String named(Fields f, Kind<T> kind, Predicate<T> condition) {
        return f.in().definitions().names(kind).stream()
                .filter(name -> f.in().definitions()
                        .find(kind, name, new Problems())
                        .filter(condition)
                        .isPresent())
                .collect(Collectors.joining(", "));
    }

    private static boolean idles(Fields f, VmSpec.Idle how) {
        return f.find(VmKeys.IDLE).filter(how::equals).isPresent();
    }

    private static void checkPolling(Fields f, GuestDef guest) {
        if (idles(f, VmSpec.Idle.POLL) && guest.haltPolling().isEmpty()) {
            f.in().objection(
                            f.placeOf(VmKeys.IDLE),
                            "guest '" + guest.name() + "' does not poll before it halts",
                            "guests that can: "
                                    + named(f, Kinds.GUEST, g -> g.haltPolling().isPresent()));
        }
    }

    private static void checkMwait(Fields f, HostDef host, HypervisorDef hypervisor) {
        if (!idles(f, VmSpec.Idle.MWAIT)) {
            return;
        }
        if (!host.cpu().features().contains(MWAIT)) {
            f.in().objection(
                            f.placeOf(VmKeys.IDLE),
                            "the CPU of host '" + host.name() + "' has no MWAIT",
                            "write idle: hlt, or take a host whose CPU has '" + MWAIT + "'");
        } else if (!hypervisor.capabilities().contains(MWAIT_PASSTHROUGH)) {
            f.in().objection(
                            f.placeOf(VmKeys.IDLE),
                            "hypervisor '" + hypervisor.name() + "' does not let guests execute MWAIT",
                            "hypervisors that do: "
                                    + named(
                                            f,
                                            Kinds.HYPERVISOR,
                                            h -> h.capabilities().contains(MWAIT_PASSTHROUGH)));
        }
    }

    /** Numbers under {@code key} are of one of the {@code count} parts that the host has of that sort. */
    private static void checkNumbers(Fields f, HostDef host, Key<Optional<List<Integer>>> key, String part, int count) {
        List<Integer> numbers = f.find(key).flatMap(n -> n).orElse(List.of());
        for (int i = 0; i < numbers.size(); i++) {
            if (numbers.get(i) >= count) {
                f.in().objection(
                                f.placeOfItem(key, i),
                                "no " + part + " " + numbers.get(i) + " on host '" + host.name() + "'",
                                "it has 0 to " + (count - 1));
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
        wanted.stream()
                .filter(t ->
                        Feasibility.obstacle(host, hypervisor, guest, vmi, t).isEmpty())
                .findFirst()
                .ifPresent(t -> InterruptChecks.check(f, hypervisor, guest, t));
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
                f.in().objection(
                                f.placeOfItem(VmKeys.FEATURES, i),
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
                            "write " + DeviceKeys.DISK_PATH.name() + " and " + DeviceKeys.NET_PATH.name()
                                    + ": paravirtual");
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

    /** A step that computes for as long as the load says needs one that says it, and demand needs such a step. */
    private static void checkWork(Fields f) {
        Optional<WorkloadDef> workload = f.find(VmKeys.WORKLOAD);
        Optional<LoadSpec> load = VmKeys.load(f);
        if (workload.isEmpty() || load.isEmpty()) {
            return;
        }
        boolean needed = workload.get().needsWork();
        boolean given =
                load.get() instanceof LoadSpec.Trace trace && trace.file().saysWork();
        boolean demanded = given && ((LoadSpec.Trace) load.get()).file().isDemand();
        String name = workload.get().name();
        if (needed && !given) {
            f.in().objection(
                            f.placeOf(VmKeys.WORKLOAD),
                            "workload '" + name
                                    + "' computes for as long as the load says, and this load does not say it",
                            "give it load: {trace: ...} of a file with demand or work");
        } else if (demanded && !needed) {
            f.in().objection(
                            f.placeOf(VmKeys.WORKLOAD),
                            "the load is demand for CPU time, and workload '" + name + "' does not compute as it says",
                            "take workload: replay, or one with the step demand: {}");
        }
    }

    /** Tasks that wait for each other must be of a known number, and nobody may be left over at the end. */
    private static void checkBarriers(Fields f) {
        Optional<LoadSpec> load = VmKeys.load(f);
        if (load.isEmpty()
                || f.find(VmKeys.WORKLOAD).filter(WorkloadDef::hasBarriers).isEmpty()) {
            return;
        }
        String name = f.find(VmKeys.WORKLOAD).orElseThrow().name();
        if (load.get() instanceof LoadSpec.Batch batch) {
            int workers = batch.workers().orElse(1);
            if (batch.jobs() % workers != 0) {
                f.in().objection(
                                f.placeOf(VmKeys.WORKLOAD),
                                "the tasks of workload '" + name + "' wait for each other at barriers, and "
                                        + batch.jobs() + " jobs leave some of " + workers
                                        + " workers waiting at the end",
                                "write a multiple of " + workers + " as jobs");
            }
        } else if (!(load.get() instanceof LoadSpec.Closed)) {
            f.in().objection(
                            f.placeOf(VmKeys.WORKLOAD),
                            "the tasks of workload '" + name
                                    + "' wait for each other at barriers, and this load does not say how many there are",
                            "give it load: {batch: ...} or load: {closed: ...}");
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
