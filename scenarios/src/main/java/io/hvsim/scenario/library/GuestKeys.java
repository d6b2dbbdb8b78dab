// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.guest.KernelActions;
import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.GuestDef.ActionDef;
import io.hvsim.scenario.schema.ChoiceType;
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
import io.hvsim.scenario.schema.WholeType;
import io.hvsim.scenario.text.Dimension;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of guest files. */
final class GuestKeys {
    private static final FigureType COUNT = FigureType.of(Dimension.NUMBER);

    private static final Key<String> KERNEL = Key.required("kernel", new TextType(), "kernel version");
    private static final Key<Integer> HZ =
            Key.required("hz", new IntType(0, 100_000), "timer interrupts per second and vCPU; 0 for none");
    private static final Key<Boolean> SMP =
            Key.ofDefault("smp", new FlagType(), "true", "whether it can use more than one vCPU");
    private static final Key<Boolean> TICKLESS =
            Key.ofDefault("tickless", new FlagType(), "false", "whether an idle vCPU stops its tick");
    private static final Key<Boolean> NAPI = Key.ofDefault(
            "napi",
            new FlagType(),
            "false",
            "whether its network drivers mask the card's interrupt and poll until its ring is empty; otherwise each arrival "
                    + "interrupts");
    private static final Key<Long> TIMESLICE = Key.ofDefault(
            "timeslice", WholeType.timeNs(1), "100 ms", "how long a task runs before the next one has its turn");

    private static final Key<String> INTERFACE_VERSION =
            Key.ofDefault("version", new TextType(), "''", "version of the interface, where it has one");
    private static final Key<Map<String, String>> INTERFACES = Key.ofDefault(
            "interfaces",
            MapOf.of(
                    NameType.of("the name of an interface"),
                    MappingType.of(
                            "interface",
                            "a paravirtual interface that the kernel speaks",
                            List.of(INTERFACE_VERSION),
                            f -> f.get(INTERFACE_VERSION))),
            "{}",
            "paravirtual interfaces that the kernel speaks: vmi, pv-ops, xen");
    private static final Key<Boolean> BARE_METAL =
            Key.ofDefault("bare-metal", new FlagType(), "true", "whether it boots on hardware, real or virtual");

    private static final Key<Boolean> X2APIC = Key.ofDefault(
            "x2apic",
            new FlagType(),
            "false",
            "whether it can drive its local APICs by MSRs instead of memory accesses");
    private static final Key<HaltPollingDef> HALT_POLLING = Key.optional(
            "halt-polling",
            HaltPollingDef.TYPE,
            "how its idle loop polls before it halts, in VMs with idle: poll; left out when it cannot");

    private static final Key<SpinLocksDef> SPINLOCKS = Key.optional(
            "spinlocks", SpinLocksDef.PLAIN, "its spinlocks; left out when they cost nothing and anyone gets them");
    private static final Key<SpinLocksDef> PARAVIRTUAL_SPINLOCKS = Key.optional(
            "paravirtual-spinlocks",
            SpinLocksDef.PARAVIRTUAL,
            "its spinlocks in VMs with the feature pv-unhalt; left out when they are the same");
    private static final Key<MutexesDef> MUTEXES = Key.optional(
            "mutexes", MutexesDef.TYPE, "its sleeping locks; left out when they cost nothing and tasks sleep at once");
    private static final Key<MutexesDef> SEMAPHORES = Key.optional(
            "semaphores",
            MutexesDef.TYPE,
            "its reader-writer semaphores, on which only those that write ever spin; left out when they cost nothing and "
                    + "tasks sleep at once");
    private static final Key<Boolean> SPARES_PREEMPTED = Key.ofDefault(
            "spares-preempted",
            new FlagType(),
            "false",
            "whether its TLB flushes leave vCPUs without a pCPU alone, in VMs with the feature pv-tlb-flush");

    private static final Key<Boolean> YIELDS_TO_CALLED = Key.ofDefault(
            "yields-to-called",
            new FlagType(),
            "false",
            "whether a vCPU that has interrupted others for a TLB flush and waits for them offers its pCPU to one of them "
                    + "that has none, in VMs with the feature pv-sched-yield");

    private static final Key<KernelPath> PATH = Key.ofDefault(
            "path", ChoiceType.of("kernel path", KernelPath.class), "plain", "what its code looks like to translation");
    private static final MapOf<CpuDef.KernelCosts, Figure> COLUMNS =
            MapOf.withFigures(ChoiceType.of("cost column", CpuDef.KernelCosts.class), FigureType.of(Dimension.CYCLES));
    private static final MapOf<Operation, Figure> OPERATION_COUNTS = MapOf.withFigures(TechniqueKeys.OPERATION, COUNT);
    private static final Key<Map<CpuDef.KernelCosts, Figure>> CYCLES = Key.ofDefault(
            "cycles", COLUMNS, "{}", "native kernel cycles by CPU column; a missing column costs nothing");
    private static final Key<Map<CpuDef.KernelCosts, Figure>> CYCLES_PER_PAGE =
            Key.ofDefault("cycles-per-page", COLUMNS, "{}", "native kernel cycles for each page of it");
    private static final Key<Map<Operation, Figure>> OPERATIONS =
            Key.ofDefault("operations", OPERATION_COUNTS, "{}", "platform operations each time");
    private static final Key<Map<Operation, Figure>> OPERATIONS_PER_PAGE =
            Key.ofDefault("operations-per-page", OPERATION_COUNTS, "{}", "platform operations for each page of it");

    private static final MappingType<ActionDef> ACTION = MappingType.of(
                    "action",
                    "something the kernel does",
                    List.of(PATH, CYCLES, CYCLES_PER_PAGE, OPERATIONS, OPERATIONS_PER_PAGE),
                    GuestKeys::action)
            .withFigures();
    private static final Key<Map<String, ActionDef>> ACTIONS = Key.required(
            "actions",
            MapOf.withFigures(NameType.of("the name of an action"), ACTION),
            "what the kernel does, by name; workloads refer to these");

    static final Kind<GuestDef> GUEST = new Kind<>(
            "guests",
            "guest",
            MappingType.of(
                            "guest",
                            "a guest operating system",
                            List.of(
                                    MachineKinds.TITLE,
                                    KERNEL,
                                    HZ,
                                    SMP,
                                    TICKLESS,
                                    NAPI,
                                    TIMESLICE,
                                    INTERFACES,
                                    BARE_METAL,
                                    X2APIC,
                                    HALT_POLLING,
                                    SPINLOCKS,
                                    PARAVIRTUAL_SPINLOCKS,
                                    MUTEXES,
                                    SEMAPHORES,
                                    SPARES_PREEMPTED,
                                    YIELDS_TO_CALLED,
                                    ACTIONS),
                            GuestKeys::guest)
                    .checked(GuestKeys::checkActions)
                    .withFigures()
                    .extensible());

    private GuestKeys() {}

    private static ActionDef action(Fields f) {
        return new ActionDef(
                f.in().step(),
                f.get(PATH),
                f.get(CYCLES),
                f.get(CYCLES_PER_PAGE),
                f.get(OPERATIONS),
                f.get(OPERATIONS_PER_PAGE),
                f.figures());
    }

    private static GuestDef guest(Fields f) {
        return new GuestDef(
                f.name(),
                f.get(MachineKinds.TITLE),
                f.get(KERNEL),
                f.get(HZ),
                f.get(SMP),
                f.get(TICKLESS),
                f.get(NAPI),
                f.get(TIMESLICE),
                new LinkedHashMap<>(f.get(INTERFACES)),
                f.get(BARE_METAL),
                f.get(X2APIC),
                f.find(HALT_POLLING),
                new LocksDef(
                        f.find(SPINLOCKS),
                        f.find(PARAVIRTUAL_SPINLOCKS),
                        f.find(MUTEXES),
                        f.find(SEMAPHORES),
                        f.get(SPARES_PREEMPTED),
                        f.get(YIELDS_TO_CALLED)),
                f.get(ACTIONS),
                f.figures());
    }

    private static void checkActions(Fields f) {
        f.find(ACTIONS).ifPresent(actions -> {
            List<String> missing = KernelActions.ALL.stream()
                    .filter(a -> !actions.containsKey(a))
                    .toList();
            if (!missing.isEmpty()) {
                f.in().problem(
                                f.placeOfKey(ACTIONS),
                                "actions that every guest must have are missing: " + String.join(", ", missing),
                                "");
            }
        });
    }
}
