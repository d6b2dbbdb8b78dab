// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.scenario.library.DiskDef;
import io.hvsim.scenario.library.GuestDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.NetworkDef;
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
import io.hvsim.scenario.spec.VmSpec.DevicePath;
import io.hvsim.scenario.spec.VmSpec.Devices;
import io.hvsim.scenario.text.Dimension;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The keys of a group of VMs. */
final class VmKeys {
    private static final int MOST_PCPUS = 1 << 19;
    private static final ChoiceType<DevicePath> DEVICE_PATH = ChoiceType.of("device path", DevicePath.class);
    private static final NumberType CLOCK = new NumberType(Dimension.FREQUENCY, Range.POSITIVE);

    static final Key<Integer> COUNT = Key.ofDefault("count", new IntType(1, 10_000), "1", "how many such VMs");
    static final Key<Integer> VCPUS = Key.ofDefault("vcpus", new IntType(1, 1024), "1", "virtual CPUs of each");
    private static final Key<Long> MEMORY =
            Key.ofDefault("memory", new WholeType(Dimension.SIZE, 1 << 20, 1L << 50), "512 MiB", "memory of each");
    static final Key<GuestDef> GUEST =
            Key.required("guest", new DefinitionType<>(Kinds.GUEST), "the guest operating system");
    static final Key<Optional<String>> TECHNIQUE = Key.ofDefault(
            "technique",
            new WordOr<>("auto", new NameOf(Kinds.TECHNIQUE)),
            "auto",
            "the virtualization technique; auto takes the first possible one in the hypervisor's order");
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
    private static final Key<Integer> SHARES =
            Key.ofDefault("shares", new IntType(1, 1_000_000), "1000", "weight of each vCPU when pCPUs are scarce");
    static final Key<Double> RESERVATION = Key.optional(
            "reservation", CLOCK, "CPU clock guaranteed to each VM, over all its vCPUs; not simulated yet");
    static final Key<Double> LIMIT =
            Key.optional("limit", CLOCK, "CPU clock that each VM cannot exceed, over all its vCPUs; not simulated yet");
    static final Key<Optional<List<Integer>>> AFFINITY = Key.ofDefault(
            "affinity",
            new WordOr<>("all", new ListOf<>(new IntType(0, MOST_PCPUS))),
            "all",
            "numbers of the pCPUs that the vCPUs may run on, from 0");

    private static final Key<DiskDef> DISK =
            Key.ofDefault("disk", new DefinitionType<>(Kinds.DISK), "scsi-10k", "the disk, each VM its own");
    static final Key<DevicePath> DISK_PATH =
            Key.ofDefault("disk-path", DEVICE_PATH, "paravirtual", "how the guest reaches its disk");
    private static final Key<NetworkDef> NET =
            Key.ofDefault("net", new DefinitionType<>(Kinds.NETWORK), "gigabit", "the network");
    static final Key<DevicePath> NET_PATH =
            Key.ofDefault("net-path", DEVICE_PATH, "paravirtual", "how the guest reaches its network card");
    static final Key<Devices> DEVICES = Key.ofDefault(
            "devices",
            MappingType.of(
                    "devices",
                    "devices of a VM",
                    List.of(DISK, DISK_PATH, NET, NET_PATH),
                    f -> new Devices(f.get(DISK), f.get(DISK_PATH), f.get(NET), f.get(NET_PATH))),
            "{}",
            "devices of each VM");

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
                            GUEST,
                            TECHNIQUE,
                            VMI,
                            FEATURES,
                            LARGE_PAGES,
                            SHARES,
                            RESERVATION,
                            LIMIT,
                            AFFINITY,
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
                f.get(GUEST),
                f.get(TECHNIQUE),
                f.get(VMI),
                f.get(FEATURES),
                f.get(LARGE_PAGES),
                f.get(SHARES),
                clock(f, RESERVATION),
                clock(f, LIMIT),
                f.get(AFFINITY).orElse(List.of()),
                f.get(DEVICES),
                f.get(WORKLOAD),
                load(f).orElseThrow());
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
