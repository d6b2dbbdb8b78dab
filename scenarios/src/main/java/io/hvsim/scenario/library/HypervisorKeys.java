// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.device.NotificationSuppression;
import io.hvsim.model.guest.TickPolicy;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.DefinitionType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.schema.MapOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NameType;
import io.hvsim.scenario.schema.TextType;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Suggestions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The keys of hypervisor files. */
final class HypervisorKeys {
    private static final Key<String> VENDOR = Key.required("vendor", new TextType(), "who makes it");
    private static final Key<String> VERSION = Key.required("version", new TextType(), "its version");
    private static final Key<List<String>> CAPABILITIES = Key.required(
            "capabilities", MachineKinds.NAMES, "what techniques may need of it, such as binary-translation or vmi");
    private static final Key<List<String>> PREFERS = Key.required(
            "prefers", MachineKinds.NAMES, "techniques in the order in which technique: auto takes the first possible");
    private static final Key<SchedulerDef> SCHEDULER =
            Key.required("scheduler", new DefinitionType<>(SchedulerKeys.SCHEDULER), "how vCPUs share pCPUs");
    private static final Key<Figure> VCPU_SWITCH =
            Key.required("vcpu-switch", FigureType.of(Dimension.CYCLES), "putting another vCPU on a pCPU, on NetBurst");

    private static final Key<DeviceDef.Registers> EMULATED_DEVICE = Key.optional(
            "emulated-device",
            MappingType.of(
                            "emulated-device",
                            "what an emulated device needs in place of one notification",
                            List.of(DeviceKinds.PER_REQUEST, DeviceKinds.PER_INTERRUPT),
                            DeviceKinds::registers)
                    .withFigures(),
            "what an emulated device needs unless the VM names a model; left out when the hypervisor emulates none");

    private static final Key<TickPolicy> MISSED_TICKS = Key.ofDefault(
            "missed-ticks",
            ChoiceType.of("tick policy", TickPolicy.class, policy -> policy != TickPolicy.AVAILABLE_TIME),
            "backlog",
            "what becomes of a guest's clock ticks while its vCPU waits for a pCPU: delivered later, one of them, or none");
    private static final Key<Boolean> DISK_COALESCING = Key.ofDefault(
            "disk-interrupt-coalescing",
            new FlagType(),
            "false",
            "whether completion interrupts of virtual disks are coalesced by commands in flight (vIC)");
    private static final Key<HaltPollingDef> HALT_POLLING = Key.optional(
            "halt-polling",
            HaltPollingDef.TYPE,
            "how long a pCPU watches for a vCPU that halted on it; left out when it does not");

    private static final Key<PauseLoopsDef> PAUSE_LOOPS = Key.optional(
            "pause-loops", PauseLoopsDef.TYPE, "what it does about guests that spin; left out when it does not notice");

    private static final Key<Figure> BACK_END_DISK = Key.required(
            "disk-request", FigureType.of(Dimension.CYCLES), "handling one disk request, each way, on NetBurst");
    private static final Key<Figure> BACK_END_PACKET =
            Key.required("packet", FigureType.of(Dimension.CYCLES), "handling one packet, on NetBurst");
    private static final Key<Integer> BACK_END_SHARES =
            Key.ofDefault("shares", new IntType(1, 1_000_000), "1000", "weight of the thread among the vCPUs");
    private static final Key<NotificationSuppression> BACK_END_SUPPRESSION = Key.ofDefault(
            "suppression",
            ChoiceType.of("suppression of notifications", NotificationSuppression.class),
            "event-index",
            "how it says that it need not be kicked: by the entry it waits for, or by a flag that it sets once it runs");
    private static final Key<Map<String, HypervisorDef.BackEnd>> BACK_ENDS = Key.ofDefault(
            "back-ends",
            MapOf.withFigures(
                    NameType.of("the name of a back end"),
                    MappingType.of(
                                    "back-end",
                                    "a thread of the host for each VM that serves its devices and is scheduled like a vCPU",
                                    List.of(BACK_END_DISK, BACK_END_PACKET, BACK_END_SUPPRESSION, BACK_END_SHARES),
                                    f -> new HypervisorDef.BackEnd(
                                            f.get(BACK_END_DISK),
                                            f.get(BACK_END_PACKET),
                                            f.get(BACK_END_SUPPRESSION),
                                            f.get(BACK_END_SHARES)))
                            .withFigures()),
            "{}",
            "ways in which the host serves devices, by name, each a thread for each VM");
    private static final Key<String> BACK_END = Key.optional(
            "back-end",
            NameType.of("the name of a back end"),
            "which of the back-ends serves VMs that name none; left out when the price of operations holds its work");

    private static final Key<Map<String, TechniqueCosts>> TECHNIQUES =
            Key.required("techniques", new TechniquesType(), "what each technique costs on it");

    static final Kind<HypervisorDef> HYPERVISOR = new Kind<>(
            "hypervisors",
            "hypervisor",
            MappingType.of(
                            "hypervisor",
                            "a hypervisor version, or bare metal",
                            List.of(
                                    MachineKinds.TITLE,
                                    VENDOR,
                                    VERSION,
                                    CAPABILITIES,
                                    PREFERS,
                                    SCHEDULER,
                                    VCPU_SWITCH,
                                    EMULATED_DEVICE,
                                    MISSED_TICKS,
                                    DISK_COALESCING,
                                    HALT_POLLING,
                                    PAUSE_LOOPS,
                                    BACK_END,
                                    BACK_ENDS,
                                    TECHNIQUES),
                            HypervisorKeys::hypervisor)
                    .checked(HypervisorKeys::check)
                    .withFigures()
                    .extensible());

    private HypervisorKeys() {}

    private static HypervisorDef hypervisor(Fields f) {
        return new HypervisorDef(
                f.name(),
                f.get(MachineKinds.TITLE),
                f.get(VENDOR),
                f.get(VERSION),
                new LinkedHashSet<>(f.get(CAPABILITIES)),
                f.get(PREFERS),
                f.get(SCHEDULER),
                f.get(VCPU_SWITCH),
                f.find(EMULATED_DEVICE),
                f.get(MISSED_TICKS),
                f.get(DISK_COALESCING),
                f.find(HALT_POLLING),
                f.find(PAUSE_LOOPS),
                f.find(BACK_END),
                f.get(BACK_ENDS),
                f.get(TECHNIQUES),
                f.figures());
    }

    private static void check(Fields f) {
        checkPrefers(f);
        f.find(BACK_ENDS)
                .ifPresent(ends -> f.find(BACK_END)
                        .filter(name -> !ends.containsKey(name))
                        .ifPresent(name -> f.in().problem(
                                        f.placeOf(BACK_END),
                                        "'" + name + "' is not among the back-ends",
                                        Suggestions.advice(name, ends.keySet(), "back-ends here"))));
    }

    private static void checkPrefers(Fields f) {
        f.find(PREFERS)
                .ifPresent(prefers -> f.find(TECHNIQUES).ifPresent(techniques -> {
                    for (int i = 0; i < prefers.size(); i++) {
                        if (!techniques.containsKey(prefers.get(i))) {
                            f.in().problem(
                                            f.placeOfItem(PREFERS, i),
                                            "'" + prefers.get(i) + "' is preferred but not among the techniques",
                                            Suggestions.advice(prefers.get(i), techniques.keySet(), "techniques here"));
                        }
                    }
                }));
    }
}
