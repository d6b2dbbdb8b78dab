// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.machine.PageSize;
import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.InterruptController;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.WorkloadDef;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.load.LoadType;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.DefinitionType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.ListOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NameOf;
import io.hvsim.scenario.schema.NameType;
import io.hvsim.scenario.schema.NumberType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.WholeType;
import io.hvsim.scenario.schema.WordOr;
import io.hvsim.scenario.spec.VmSpec.Devices;
import io.hvsim.scenario.spec.VmSpec.MemoryBacking;
import io.hvsim.scenario.text.Dimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The keys of a group of VMs. */
final class VmKeys {
    private static final int MOST_PCPUS = 1 << 19;
    private static final NumberType CLOCK = new NumberType(Dimension.FREQUENCY, Range.POSITIVE);

    static final Key<Integer> COUNT = Key.ofDefault("count", new IntType(1, 10_000), "1", "how many such VMs");
    static final Key<Integer> VCPUS = Key.ofDefault("vcpus", new IntType(1, 1024), "1", "virtual CPUs of each");
    static final Key<Long> MEMORY =
            Key.ofDefault("memory", new WholeType(Dimension.SIZE, 1 << 20, 1L << 50), "512 MiB", "memory of each");
    static final Key<GuestDef> GUEST =
            Key.required("guest", new DefinitionType<>(Kinds.GUEST), "the guest operating system");
    static final Key<Optional<String>> TECHNIQUE = Key.ofDefault(
            "technique",
            new WordOr<>("auto", new NameOf(Kinds.TECHNIQUE)),
            "auto",
            "the virtualization technique; auto takes the first possible one in the hypervisor's order");
    static final Key<Optional<InterruptController>> INTERRUPT_CONTROLLER = Key.ofDefault(
            "interrupt-controller",
            new WordOr<>("auto", ChoiceType.of("interrupt controller", InterruptController.class)),
            "auto",
            "what the guest acknowledges and ends interrupts at and sends them with: the 8259 PIC, or its local APICs by "
                    + "memory accesses or by MSRs; auto takes what the prices of the technique are of");
    static final Key<Boolean> VMI =
            Key.ofDefault("vmi", new FlagType(), "false", "whether VMI is enabled for these VMs");
    static final Key<Optional<List<String>>> FEATURES = Key.ofDefault(
            "features",
            new WordOr<>("all", new ListOf<>(NameType.of("a feature"))),
            "all",
            "parts of the technique's guest interface that the guest may use, such as pv-eoi; the rest costs what it costs "
                    + "without the interface");
    private static final Key<Boolean> LARGE_PAGES = Key.ofDefault(
            "large-pages", new FlagType(), "false", "whether guest and hypervisor map memory by large pages");
    private static final ChoiceType<PageSize> PAGE_SIZE = new ChoiceType<>("page size", pageSizes());
    static final Key<PageSize> GUEST_PAGES = Key.optional(
            "guest-pages",
            PAGE_SIZE,
            "pages by which the guest maps memory; left out, 2 MiB with large-pages, else 4 KiB");
    static final Key<PageSize> HOST_PAGES = Key.optional(
            "host-pages",
            PAGE_SIZE,
            "pages by which the hypervisor maps memory; left out, 2 MiB with large-pages, else 4 KiB");
    static final Key<MemoryBacking> MEMORY_BACKING = Key.ofDefault(
            "memory-backing",
            ChoiceType.of("memory backing", MemoryBacking.class),
            "preallocated",
            "whether the hypervisor backs the working-set before the VM starts, or lazily, page by page on first touch");
    static final Key<VmSpec.Idle> IDLE = Key.ofDefault(
            "idle",
            ChoiceType.of("idle policy", VmSpec.Idle.class),
            "hlt",
            "what the guest does while it has nothing to run: halt, poll before it halts, or wait in MWAIT without an exit");
    private static final Key<Integer> SHARES = Key.ofDefault(
            "shares",
            new IntType(1, 1_000_000),
            "1000",
            "weight when pCPUs are scarce: of each vCPU or, on a Linux host whose VMs are control groups, of each VM, however"
                    + " many vCPUs it has");
    static final Key<Double> RESERVATION = Key.optional(
            "reservation",
            CLOCK,
            "CPU clock guaranteed to each VM, over all its vCPUs; needs a scheduler that keeps reservations");
    static final Key<Double> LIMIT = Key.optional(
            "limit",
            CLOCK,
            "CPU clock that each VM cannot exceed in the long run, over all its vCPUs; needs a scheduler that keeps limits");
    static final Key<Optional<List<Integer>>> AFFINITY = Key.ofDefault(
            "affinity",
            new WordOr<>("all", new ListOf<>(new IntType(0, MOST_PCPUS))),
            "all",
            "numbers of the pCPUs that the vCPUs may run on, from 0");
    static final Key<Optional<List<Integer>>> MEMORY_SOCKETS = Key.ofDefault(
            "memory-sockets",
            new WordOr<>("auto", new ListOf<>(new IntType(0, 63))),
            "auto",
            "numbers of the sockets that have the memory of each VM, from 0, in equal parts; auto takes one where the vCPUs "
                    + "may run, for one VM after the other, and more only for VMs of more vCPUs than that has pCPUs for");

    static final Key<Devices> DEVICES = Key.ofDefault("devices", DeviceKeys.DEVICES, "{}", "devices of each VM");

    static final Key<WorkloadDef> WORKLOAD =
            Key.required("workload", new DefinitionType<>(Kinds.WORKLOAD), "what requests or jobs do");
    static final Key<LoadSpec> LOAD = Key.optional(
            "load", LoadType.LOAD, "how work comes; left out, the scenario's load holds, else the workload's own");

    static final MappingType<VmSpec> VM = MappingType.of(
                    "vm",
                    "a group of like VMs",
                    List.of(
                            COUNT,
                            VCPUS,
                            MEMORY,
                            MemoryKeys.USE,
                            MemoryKeys.MIGRATION,
                            GUEST,
                            TECHNIQUE,
                            INTERRUPT_CONTROLLER,
                            VMI,
                            FEATURES,
                            LARGE_PAGES,
                            GUEST_PAGES,
                            HOST_PAGES,
                            MEMORY_BACKING,
                            IDLE,
                            SHARES,
                            RESERVATION,
                            LIMIT,
                            PoolKeys.POOL,
                            AFFINITY,
                            MEMORY_SOCKETS,
                            DEVICES,
                            WORKLOAD,
                            LOAD),
                    VmKeys::vm)
            .checked(VmChecks::check);

    private VmKeys() {}

    private static VmSpec vm(Fields f) {
        return new VmSpec(
                f.in().step(),
                f.get(COUNT),
                f.get(VCPUS),
                f.get(MEMORY),
                f.find(MemoryKeys.USE),
                f.find(MemoryKeys.MIGRATION),
                f.get(GUEST),
                f.get(TECHNIQUE),
                f.get(INTERRUPT_CONTROLLER),
                f.get(VMI),
                f.get(FEATURES),
                pages(f, GUEST_PAGES),
                pages(f, HOST_PAGES),
                f.get(MEMORY_BACKING),
                f.get(IDLE),
                f.get(SHARES),
                clock(f, RESERVATION),
                clock(f, LIMIT),
                f.find(PoolKeys.POOL),
                f.get(AFFINITY).orElse(List.of()),
                f.get(MEMORY_SOCKETS).orElse(List.of()),
                f.get(DEVICES),
                f.get(WORKLOAD),
                load(f).orElseThrow());
    }

    private static Map<String, PageSize> pageSizes() {
        Map<String, PageSize> sizes = new LinkedHashMap<>();
        sizes.put("4 KiB", PageSize.SMALL);
        sizes.put("2 MiB", PageSize.LARGE);
        sizes.put("1 GiB", PageSize.HUGE);
        return sizes;
    }

    /** The page size under {@code key}, else what {@code large-pages} says. */
    private static PageSize pages(Fields f, Key<PageSize> key) {
        return f.find(key).orElse(f.get(LARGE_PAGES) ? PageSize.LARGE : PageSize.SMALL);
    }

    private static OptionalDouble clock(Fields f, Key<Double> key) {
        return f.find(key).map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }

    /** The load that holds for the group: its own, else the scenario's, else the workload's. */
    static Optional<LoadSpec> load(Fields f) {
        return f.find(LOAD)
                .or(() -> f.in().recall(LoadSpec.class))
                .or(() -> f.find(WORKLOAD).flatMap(WorkloadDef::load));
    }
}
