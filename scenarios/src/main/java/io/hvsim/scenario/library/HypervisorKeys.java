// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

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
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.TextType;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
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

    private static final Key<Figure> PER_REQUEST = Key.required(
            "registers-per-request", FigureType.of(Dimension.NUMBER), "register accesses to submit a request");
    private static final Key<Figure> PER_INTERRUPT = Key.required(
            "registers-per-interrupt", FigureType.of(Dimension.NUMBER), "register accesses to serve its interrupt");
    private static final Key<HypervisorDef.EmulatedDevice> EMULATED_DEVICE = Key.optional(
            "emulated-device",
            MappingType.of(
                            "emulated-device",
                            "what an emulated device needs in place of one notification",
                            List.of(PER_REQUEST, PER_INTERRUPT),
                            f -> new HypervisorDef.EmulatedDevice(f.get(PER_REQUEST), f.get(PER_INTERRUPT)))
                    .withFigures(),
            "what an emulated device needs; left out when the hypervisor emulates none");

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
    private static final Key<Figure> POLL_MAX =
            Key.required("max", FigureType.of(Dimension.TIME), "longest time that a pCPU watches for a halted vCPU");
    private static final Key<Figure> POLL_GROW = Key.required(
            "grow", new FigureType(Dimension.NUMBER, Range.of(1, 100)), "factor by which the window grows");
    private static final Key<Figure> POLL_GROW_START =
            Key.required("grow-start", FigureType.of(Dimension.TIME), "first window above 0");
    private static final Key<Figure> POLL_SHRINK = Key.required(
            "shrink",
            new FigureType(Dimension.NUMBER, Range.of(0, 100)),
            "divisor by which it shrinks; 0 drops it at once");
    private static final Key<HypervisorDef.HaltPolling> HALT_POLLING = Key.optional(
            "halt-polling",
            MappingType.of(
                            "halt-polling",
                            "how long a pCPU watches for a vCPU that halted on it",
                            List.of(POLL_MAX, POLL_GROW, POLL_GROW_START, POLL_SHRINK),
                            f -> new HypervisorDef.HaltPolling(
                                    f.get(POLL_MAX), f.get(POLL_GROW), f.get(POLL_GROW_START), f.get(POLL_SHRINK)))
                    .withFigures(),
            "how long a pCPU watches for a vCPU that halted on it; left out when it does not");

    private static final Key<Figure> BACK_END_DISK = Key.required(
            "disk-request", FigureType.of(Dimension.CYCLES), "handling one disk request, each way, on NetBurst");
    private static final Key<Figure> BACK_END_PACKET =
            Key.required("packet", FigureType.of(Dimension.CYCLES), "handling one packet, on NetBurst");
    private static final Key<Integer> BACK_END_SHARES =
            Key.ofDefault("shares", new IntType(1, 1_000_000), "1000", "weight of the thread among the vCPUs");
    private static final Key<HypervisorDef.BackEnd> BACK_END = Key.optional(
            "back-end",
            MappingType.of(
                            "back-end",
                            "a thread of the host for each VM that serves its devices and is scheduled like a vCPU",
                            List.of(BACK_END_DISK, BACK_END_PACKET, BACK_END_SHARES),
                            f -> new HypervisorDef.BackEnd(
                                    f.get(BACK_END_DISK), f.get(BACK_END_PACKET), f.get(BACK_END_SHARES)))
                    .withFigures(),
            "a thread of the host for each VM that serves its devices; left out when the price of operations holds it");

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
                                    BACK_END,
                                    TECHNIQUES),
                            HypervisorKeys::hypervisor)
                    .checked(HypervisorKeys::checkPrefers)
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
                f.find(BACK_END),
                f.get(TECHNIQUES),
                f.figures());
    }

    private static void checkPrefers(Fields f) {
        f.find(PREFERS)
                .ifPresent(prefers -> f.find(TECHNIQUES).ifPresent(techniques -> {
                    YamlNode.Sequence list =
                            (YamlNode.Sequence) f.node().get(PREFERS.name()).orElseThrow();
                    for (int i = 0; i < prefers.size(); i++) {
                        if (!techniques.containsKey(prefers.get(i))) {
                            f.in().problem(
                                            list.items().get(i).place(),
                                            "'" + prefers.get(i) + "' is preferred but not among the techniques",
                                            Suggestions.advice(prefers.get(i), techniques.keySet(), "techniques here"));
                        }
                    }
                }));
    }
}
