// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.scenario.library.DeviceDef;
import io.hvsim.scenario.library.DiskDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.NetworkDef;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.DefinitionType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NameType;
import io.hvsim.scenario.spec.VmSpec.DevicePath;
import io.hvsim.scenario.spec.VmSpec.Devices;
import io.hvsim.scenario.text.Suggestions;
import java.util.List;

/** The keys of a VM's devices. */
final class DeviceKeys {
    private static final ChoiceType<DevicePath> PATH = ChoiceType.of("device path", DevicePath.class);
    private static final String OFFLOAD_CAPABILITY = "segmentation-offload";

    private static final Key<DiskDef> DISK =
            Key.ofDefault("disk", new DefinitionType<>(Kinds.DISK), "scsi-10k", "the disk, each VM its own");
    static final Key<DevicePath> DISK_PATH =
            Key.ofDefault("disk-path", PATH, "paravirtual", "how the guest reaches its disk");
    private static final Key<DeviceDef> DISK_MODEL = Key.optional(
            "disk-model",
            new DefinitionType<>(Kinds.DEVICE),
            "the controller that is emulated; left out, the hypervisor's own figures for emulated devices hold");
    private static final Key<NetworkDef> NET =
            Key.ofDefault("net", new DefinitionType<>(Kinds.NETWORK), "gigabit", "the network");
    static final Key<DevicePath> NET_PATH =
            Key.ofDefault("net-path", PATH, "paravirtual", "how the guest reaches its network card");
    private static final Key<DeviceDef> NET_MODEL = Key.optional(
            "net-model",
            new DefinitionType<>(Kinds.DEVICE),
            "the network card that is emulated; left out, the hypervisor's own figures for emulated devices hold");
    private static final Key<Boolean> OFFLOAD = Key.ofDefault(
            "segmentation-offload",
            new FlagType(),
            "false",
            "whether the network card cuts and joins packets, so that the guest handles up to 64 KiB at once (TSO, LRO)");
    private static final Key<String> BACK_END = Key.optional(
            "back-end",
            NameType.of("the name of a back end"),
            "which of the hypervisor's back-ends serves paravirtual and emulated devices; left out, its own choice");

    static final MappingType<Devices> DEVICES = MappingType.of(
                    "devices",
                    "devices of a VM",
                    List.of(DISK, DISK_PATH, DISK_MODEL, NET, NET_PATH, NET_MODEL, OFFLOAD, BACK_END),
                    f -> new Devices(
                            f.get(DISK),
                            f.get(DISK_PATH),
                            f.find(DISK_MODEL),
                            f.get(NET),
                            f.get(NET_PATH),
                            f.find(NET_MODEL),
                            f.get(OFFLOAD),
                            f.find(BACK_END)))
            .checked(DeviceKeys::check);

    private DeviceKeys() {}

    private static void check(Fields f) {
        checkModel(f, DISK_MODEL, DISK_PATH);
        checkModel(f, NET_MODEL, NET_PATH);
        f.in().recall(HypervisorDef.class).ifPresent(hypervisor -> {
            checkEmulated(f, DISK_PATH, hypervisor);
            checkEmulated(f, NET_PATH, hypervisor);
            checkBackEnd(f, hypervisor);
            checkOffload(f, hypervisor);
        });
    }

    private static void checkModel(Fields f, Key<DeviceDef> model, Key<DevicePath> path) {
        if (f.wrote(model) && f.find(path).filter(p -> p != DevicePath.EMULATED).isPresent()) {
            f.in().problem(
                            f.placeOfKey(model),
                            "'" + model.name() + "' of a device that is not emulated",
                            "add " + path.name() + ": emulated");
        }
    }

    /** Better refused than silently paravirtual. */
    private static void checkEmulated(Fields f, Key<DevicePath> path, HypervisorDef hypervisor) {
        boolean asked = f.find(path).filter(p -> p == DevicePath.EMULATED).isPresent();
        if (asked && hypervisor.emulatedDevice().isEmpty()) {
            f.in().problem(
                            f.placeOf(path),
                            "hypervisor '" + hypervisor.name() + "' emulates no devices",
                            "use " + path.name() + ": paravirtual");
        }
    }

    private static void checkBackEnd(Fields f, HypervisorDef hypervisor) {
        f.find(BACK_END)
                .filter(name -> !hypervisor.backEnds().containsKey(name))
                .ifPresent(name -> f.in().problem(
                                f.placeOf(BACK_END),
                                "no back end '" + name + "' on hypervisor '" + hypervisor.name() + "'",
                                hypervisor.backEnds().isEmpty()
                                        ? "it has none to choose from"
                                        : Suggestions.advice(
                                                name, hypervisor.backEnds().keySet(), "back-ends there")));
    }

    private static void checkOffload(Fields f, HypervisorDef hypervisor) {
        if (!f.find(OFFLOAD).orElse(false)) {
            return;
        }
        if (f.find(NET_PATH).filter(path -> path == DevicePath.EMULATED).isPresent()) {
            f.in().problem(
                            f.placeOf(OFFLOAD),
                            "no segmentation offload with an emulated network card",
                            "use net-path: paravirtual");
        } else if (!hypervisor.capabilities().contains(OFFLOAD_CAPABILITY)) {
            f.in().problem(
                            f.placeOf(OFFLOAD),
                            "no segmentation offload on hypervisor '" + hypervisor.name() + "'",
                            "its capabilities: " + String.join(", ", hypervisor.capabilities()));
        }
    }
}
