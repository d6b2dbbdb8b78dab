// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.KernelPath;
import io.hvsim.model.technique.Operation;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.TechniqueCosts.Batch;
import io.hvsim.scenario.library.TechniqueCosts.IsolationCosts;
import io.hvsim.scenario.library.TechniqueCosts.NestingCosts;
import io.hvsim.scenario.library.TechniqueCosts.OperationCharge;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.ListOf;
import io.hvsim.scenario.schema.MapOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NameType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.WordOr;
import io.hvsim.scenario.text.Dimension;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The keys of a technique within a hypervisor file. */
final class TechniqueKeys {
    static final ChoiceType<Operation> OPERATION = ChoiceType.of("operation", Operation.class);
    private static final FigureType CYCLES = FigureType.of(Dimension.CYCLES);
    private static final FigureType FACTOR = new FigureType(Dimension.NUMBER, Range.POSITIVE);

    static final Key<String> EXTENDS = Key.optional(
            "extends",
            NameType.ofDefinition("the name of a technique"),
            "another technique of this hypervisor; only what differs need be given");

    private static final Key<Figure> DATA = Key.ofDefault("data", FACTOR, "1", "for paths that mostly move data");
    private static final Key<Figure> PLAIN = Key.ofDefault("plain", FACTOR, "1", "for ordinary kernel paths");
    private static final Key<Figure> INDIRECT =
            Key.ofDefault("indirect", FACTOR, "1", "for paths rich in indirect calls");
    private static final Key<Map<KernelPath, Figure>> KAPPA = Key.ofDefault(
            "kappa",
            MappingType.<Map<KernelPath, Figure>>of(
                            "kappa",
                            "slow-down of the guest's kernel code",
                            List.of(DATA, PLAIN, INDIRECT),
                            f -> Map.of(
                                    KernelPath.DATA, f.get(DATA),
                                    KernelPath.PLAIN, f.get(PLAIN),
                                    KernelPath.INDIRECT, f.get(INDIRECT)))
                    .withFigures(),
            "{}",
            "slow-down of the guest's kernel code, 1 = native");
    private static final Key<Figure> DILATION =
            Key.ofDefault("dilation", FigureType.of(Dimension.NUMBER), "0", "extra user-mode time, as a factor on it");

    private static final Key<Figure> FILL_ON_WRITE = Key.ofDefault(
            "fill-on-write",
            new FigureType(Dimension.NUMBER, Range.SHARE),
            "0",
            "share of the hidden faults after the guest's own page-table writes that are saved by updating the shadow "
                    + "with the write, 0 to 1");

    private static final Key<Figure> RESYNC = Key.optional(
            "resync-per-write",
            new FigureType(Dimension.NUMBER, Range.SHARE),
            "exits for each page-table write where the lowest shadow tables may be out of sync; left out, each is trapped");
    private static final Key<Figure> PREFETCH = Key.ofDefault(
            "prefetch-on-invlpg",
            new FigureType(Dimension.NUMBER, Range.SHARE),
            "0",
            "share of the hidden faults after an INVLPG that are saved by filling the shadow with it, 0 to 1");
    private static final Key<Figure> SWITCHED_LEVELS = Key.ofDefault(
            "switched-levels",
            new FigureType(Dimension.NUMBER, Range.of(0, 4)),
            "0",
            "levels of short-lived page tables that agile paging does not shadow, on average");
    private static final Key<Figure> PAGE_CLEAR = Key.ofDefault(
            "page-clear",
            CYCLES,
            "0 cycles",
            "allocating and clearing 4 KiB of the host, beside the host-fault that asks for it, on NetBurst");

    private static final Key<Cause> CHARGE = Key.required(
            "charge", ChoiceType.of("reason", Cause.class, Cause::isOverhead), "what the time is accounted to");
    private static final Key<Figure> CHARGE_CYCLES =
            Key.required("cycles", CYCLES, "cycles on NetBurst each time, without the hardware exit");
    private static final Key<Figure> COUNT =
            Key.ofDefault("count", FigureType.of(Dimension.NUMBER), "1", "how many times per operation");
    private static final MappingType<OperationCharge> CHARGES = MappingType.of(
                    "charge",
                    "a part of the price of an operation",
                    List.of(CHARGE, CHARGE_CYCLES, COUNT),
                    f -> new OperationCharge(f.get(CHARGE), f.get(CHARGE_CYCLES), f.get(COUNT)))
            .withFigures();
    private static final Key<Map<Operation, List<OperationCharge>>> OPERATIONS = Key.ofDefault(
            "operations",
            MapOf.withFigures(OPERATION, new ListOf<>(CHARGES)),
            "{}",
            "charges of each operation; one that is left out costs nothing extra");

    private static final Key<Map<InterruptController, Map<Operation, List<OperationCharge>>>> CONTROLLERS =
            Key.ofDefault(
                    "interrupt-controllers",
                    MapOf.withFigures(
                            ChoiceType.of("interrupt controller", InterruptController.class),
                            MapOf.withFigures(OPERATION, new ListOf<>(CHARGES))),
                    "{}",
                    "charges of the operations that differ when a VM names its interrupt controller: pic, xapic or x2apic");

    private static final Key<Figure> ADAPTED = Key.optional(
            "adapted-pte-write",
            CYCLES,
            "a page-table write in long-lived tables once the translator has adapted to it");
    private static final Key<Integer> ROOTS = Key.optional(
            "roots-kept", new IntType(0, 1_000_000), "address spaces that keep their shadow; left out for all");

    private static final Key<Figure> CAPACITY = Key.required(
            "capacity", new FigureType(Dimension.NUMBER, Range.of(1, 1e6)), "updates that fit into the queue");
    private static final Key<Figure> ENQUEUE = Key.required("enqueue", CYCLES, "putting one update into the queue");
    private static final Key<Figure> APPLY = Key.required("apply", CYCLES, "applying one update");
    private static final Key<Figure> DRAIN =
            Key.required("drain", CYCLES, "entering the hypervisor to drain the queue");
    private static final Key<Batch> BATCH = Key.optional(
            "batch",
            MappingType.of(
                            "batch",
                            "lazy batching of page-table updates",
                            List.of(CAPACITY, ENQUEUE, APPLY, DRAIN),
                            f -> new Batch(f.get(CAPACITY), f.get(ENQUEUE), f.get(APPLY), f.get(DRAIN)))
                    .withFigures(),
            "lazy batching of page-table updates");
    private static final Key<Optional<List<Operation>>> CALLS = Key.ofDefault(
            "calls",
            new WordOr<>("all", new ListOf<>(OPERATION)),
            "[]",
            "operations that the hypervisor's call interface takes from the guest; the others cost what they cost without");

    private static final Key<Figure> USER_HOP = Key.optional(
            "user-hop",
            CYCLES,
            "from the hypervisor's kernel to a user-space VMM and back, at each io-user exit; left out when its charges "
                    + "contain it");

    private static final FigureType EVENTS = FigureType.of(Dimension.NUMBER);
    private static final Key<Figure> SWITCH = Key.required(
            "switch", CYCLES, "the host hypervisor's work to reflect an exit and to enter the guest's guest again");
    private static final Key<Figure> TRAPS =
            Key.required("traps", EVENTS, "operations of the guest hypervisor that trap, for each exit it serves");
    private static final Key<Figure> USER_TRAPS = Key.required(
            "user-traps", EVENTS, "further ones when it has to ask its user-space VMM, at each io-user exit");
    private static final Key<Figure> TRAP =
            Key.required("trap", CYCLES, "the host hypervisor's handler of one of them, without the hardware exit");
    private static final Key<Figure> ACCESSES = Key.required(
            "accesses", EVENTS, "operations that do not trap thanks to a shadow or shared memory, its copies included");
    private static final Key<Figure> ACCESS = Key.required("access", CYCLES, "one of these");
    private static final Key<NestingCosts> NESTING = Key.optional(
            "nesting",
            MappingType.of(
                            "nesting",
                            "what an exit of a guest's guest takes beyond one of a guest; cycles are of NetBurst",
                            List.of(SWITCH, TRAPS, USER_TRAPS, TRAP, ACCESSES, ACCESS),
                            f -> new NestingCosts(
                                    f.get(SWITCH),
                                    f.get(TRAPS),
                                    f.get(USER_TRAPS),
                                    f.get(TRAP),
                                    f.get(ACCESSES),
                                    f.get(ACCESS)))
                    .withFigures(),
            "what an exit takes when the hypervisor runs in a VM itself; left out when it does not");

    private static final Key<Figure> ISOLATION_EXIT =
            Key.required("exit", CYCLES, "saving, wiping and checking state around each hardware exit, on NetBurst");
    private static final Key<Figure> COPY_BYTE = Key.required(
            "copy-byte", CYCLES, "copying a byte between the guest's memory and what a device can reach, on NetBurst");
    private static final Key<Figure> COPY_BUFFER =
            Key.required("copy-buffer", CYCLES, "finding a buffer for a packet or a disk request, on NetBurst");
    private static final Key<IsolationCosts> ISOLATION = Key.optional(
            "isolation",
            MappingType.of(
                            "isolation",
                            "what it takes to hide a guest's registers and memory from the hypervisor",
                            List.of(ISOLATION_EXIT, COPY_BYTE, COPY_BUFFER),
                            f -> new IsolationCosts(f.get(ISOLATION_EXIT), f.get(COPY_BYTE), f.get(COPY_BUFFER)))
                    .withFigures(),
            "what a confidential guest takes; left out for others. Such a guest has no emulated devices");

    private static final Key<List<WaitingAid>> WAITING_AIDS = Key.ofDefault(
            "waiting-aids",
            new ListOf<>(ChoiceType.of("waiting aid", WaitingAid.class)),
            "[]",
            "features of the guest interface, beside those that take over operations, that change how vCPUs wait for each "
                    + "other: a waiter for a spinlock can halt, a TLB flush spares vCPUs without a pCPU, a vCPU that waits for "
                    + "others offers its pCPU to one that has none, the guest sees which those are");

    static final MappingType<TechniqueCosts> COSTS = MappingType.of(
                    "technique-costs",
                    "what a technique costs on a hypervisor",
                    List.of(
                            EXTENDS,
                            KAPPA,
                            DILATION,
                            ROOTS,
                            FILL_ON_WRITE,
                            RESYNC,
                            PREFETCH,
                            SWITCHED_LEVELS,
                            OPERATIONS,
                            CONTROLLERS,
                            PAGE_CLEAR,
                            ADAPTED,
                            BATCH,
                            CALLS,
                            WAITING_AIDS,
                            USER_HOP,
                            NESTING,
                            ISOLATION),
                    TechniqueKeys::costs)
            .checked(TechniqueKeys::checkDefinition)
            .withFigures();

    private TechniqueKeys() {}

    private static Optional<TechniqueDef> definition(Fields f) {
        return f.in().definitions().find(MachineKinds.TECHNIQUE, f.in().step(), f.in().problems());
    }

    private static void checkDefinition(Fields f) {
        if (definition(f).isEmpty()) {
            f.in().fail();
        }
    }

    private static TechniqueCosts costs(Fields f) {
        TechniqueDef definition = definition(f).orElseThrow();
        return new TechniqueCosts(
                definition.name(),
                definition,
                f.find(EXTENDS)
                        .filter(below -> definition.needs().guestInterface().isPresent()),
                f.get(KAPPA),
                f.get(DILATION),
                new TechniqueCosts.Shadow(
                        f.find(ROOTS).map(OptionalInt::of).orElse(OptionalInt.empty()),
                        f.get(FILL_ON_WRITE),
                        f.find(RESYNC),
                        f.get(PREFETCH)),
                f.get(SWITCHED_LEVELS),
                f.get(OPERATIONS),
                f.get(PAGE_CLEAR),
                f.get(CONTROLLERS),
                f.find(ADAPTED),
                f.find(BATCH),
                calls(f),
                f.get(WAITING_AIDS),
                f.find(USER_HOP),
                f.find(NESTING),
                f.find(ISOLATION),
                f.figures());
    }

    private static Set<Operation> calls(Fields f) {
        Optional<List<Operation>> some = f.get(CALLS);
        Set<Operation> calls = EnumSet.noneOf(Operation.class);
        some.ifPresentOrElse(calls::addAll, () -> calls.addAll(EnumSet.allOf(Operation.class)));
        return calls;
    }
}
