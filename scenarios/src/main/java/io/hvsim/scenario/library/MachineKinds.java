// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.model.technique.Operation;
import io.hvsim.model.technique.Technique;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.DefinitionType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.schema.ListOf;
import io.hvsim.scenario.schema.MapOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NameType;
import io.hvsim.scenario.schema.NumberType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.TextType;
import io.hvsim.scenario.schema.WholeType;
import io.hvsim.scenario.text.Dimension;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of library files about machines: CPU generations, hosts and techniques. */
final class MachineKinds {
    static final Key<String> TITLE = Key.required("title", new TextType(), "a line for people");
    static final ListOf<String> NAMES = new ListOf<>(NameType.ofDefinition("a name"));

    private static final FigureType POSITIVE_NUMBER = new FigureType(Dimension.NUMBER, Range.POSITIVE);
    private static final FigureType CYCLES = FigureType.of(Dimension.CYCLES);

    private static final Key<List<String>> FEATURES =
            Key.required("features", NAMES, "what the silicon offers: vt-x, svm, ept, npt, long-mode");
    private static final Key<Figure> WORK_PER_CYCLE =
            Key.required("work-per-cycle", POSITIVE_NUMBER, "user-mode work per cycle, NetBurst = 1");
    private static final Key<CpuDef.KernelCosts> KERNEL_COSTS = Key.required(
            "kernel-costs",
            ChoiceType.of("cost column", CpuDef.KernelCosts.class),
            "which column of the guests' native kernel cycles stands for this CPU");
    private static final Key<Figure> KERNEL_SCALE =
            Key.required("kernel-scale", POSITIVE_NUMBER, "factor on the cycles of that column");
    private static final Key<Figure> TRAP_SCALE =
            Key.required("trap-scale", POSITIVE_NUMBER, "cycles of monitor code and traps, NetBurst = 1");
    private static final Key<Figure> EXIT_ROUND_TRIP = Key.optional(
            "exit-round-trip",
            CYCLES,
            "hardware VM exit and entry, without a handler; left out without hardware assist");
    private static final Key<Figure> MITIGATIONS_2018 = Key.optional(
            "2018", CYCLES, "mitigations as of 2018: page-table isolation, retpolines, first buffer clearing");
    private static final Key<Figure> MITIGATIONS_FULL =
            Key.optional("full", CYCLES, "every mitigation that a current kernel turns on by itself");
    private static final Key<Map<Mitigations, Figure>> MITIGATION_EXIT = Key.ofDefault(
            "mitigation-exit",
            MappingType.of(
                            "mitigation-exit",
                            "what mitigations of speculative execution add to each hardware exit",
                            List.of(MITIGATIONS_2018, MITIGATIONS_FULL),
                            MachineKinds::mitigations)
                    .withFigures(),
            "{}",
            "what mitigations of speculative execution add to each hardware exit, in cycles of this CPU");
    private static final Key<Map<Mitigations, Figure>> MITIGATION_HOP = Key.ofDefault(
            "mitigation-hop",
            MappingType.of(
                            "mitigation-hop",
                            "what mitigations add on the way to a user-space VMM and back",
                            List.of(MITIGATIONS_2018, MITIGATIONS_FULL),
                            MachineKinds::mitigations)
                    .withFigures(),
            "{}",
            "what mitigations add on the way to a user-space VMM and back, in cycles of this CPU");
    private static final Key<Figure> TLB_ENTRIES =
            Key.required("entries", POSITIVE_NUMBER, "pages of 4 KiB in the last level");
    private static final Key<Figure> TLB_LARGE_ENTRIES =
            Key.required("large-entries", POSITIVE_NUMBER, "pages of 2 MiB in the last level");
    private static final Key<Figure> TLB_HUGE_ENTRIES = Key.optional(
            "huge-entries",
            POSITIVE_NUMBER,
            "pages of 1 GiB in the last level; left out when the CPU has no such pages");
    private static final Key<Figure> TLB_WALK =
            Key.required("walk", CYCLES, "one walk of native page tables to a page of 4 KiB");
    private static final Key<CpuDef.TlbDef> TLB = Key.optional(
            "tlb",
            MappingType.of(
                            "tlb",
                            "the data TLB",
                            List.of(TLB_ENTRIES, TLB_LARGE_ENTRIES, TLB_HUGE_ENTRIES, TLB_WALK),
                            f -> new CpuDef.TlbDef(
                                    f.get(TLB_ENTRIES),
                                    f.get(TLB_LARGE_ENTRIES),
                                    f.find(TLB_HUGE_ENTRIES),
                                    f.get(TLB_WALK)))
                    .withFigures(),
            "the data TLB, for workloads with a working set");
    private static final FigureType SHARE = new FigureType(Dimension.NUMBER, Range.SHARE);
    private static final Key<Figure> WALK_CACHE_GUEST = Key.required(
            "guest",
            SHARE,
            "share of the references above the last level of the guest's tables that a page-walk cache saves, natively too");
    private static final Key<Figure> WALK_CACHE_HOST =
            Key.required("host", SHARE, "the same for the hypervisor's tables; 0 without nested paging");
    private static final Key<Figure> NESTED_TLB =
            Key.required("nested-tlb", SHARE, "share of the translations of guest tables that a nested TLB saves");
    private static final Key<CpuDef.WalkCachesDef> WALK_CACHES = Key.optional(
            "walk-caches",
            MappingType.of(
                            "walk-caches",
                            "what the CPU saves of page-table walks",
                            List.of(WALK_CACHE_GUEST, WALK_CACHE_HOST, NESTED_TLB),
                            f -> new CpuDef.WalkCachesDef(
                                    f.get(WALK_CACHE_GUEST), f.get(WALK_CACHE_HOST), f.get(NESTED_TLB)))
                    .withFigures(),
            "what the CPU saves of page-table walks; left out, every reference is made");
    private static final Key<Figure> EXIT_POLLUTION = Key.required(
            "exit-pollution",
            FigureType.of(Dimension.NUMBER),
            "what an exit costs afterwards in cold caches and TLBs, as a factor on the exit");
    private static final Key<Figure> CALL_SITE =
            Key.required("call-site", CYCLES, "one compiled-in paravirtual call site that ends in native code");
    private static final Key<Figure> VCPU_SWITCH_POLLUTION =
            Key.required("vcpu-switch-pollution", CYCLES, "what a vCPU loses to cold caches after another one ran");
    private static final FigureType SIZE = new FigureType(Dimension.SIZE, Range.POSITIVE);
    private static final FigureType TURNOVER = new FigureType(Dimension.TIME, Range.POSITIVE);
    private static final Key<Figure> CORE_CACHE =
            Key.required("core", SIZE, "size of the largest private cache of a core");
    private static final Key<Figure> CORE_FILL = Key.required(
            "core-fill", CYCLES, "filling a line of 64 bytes of it from the shared cache, others under way too");
    private static final Key<Figure> CORE_TURNOVER = Key.required(
            "core-turnover", TURNOVER, "run time of others on the core after which 1/e of what was in it is left");
    private static final Key<Figure> SHARED_CACHE =
            Key.required("shared", SIZE, "size of the cache that the cores of a socket share");
    private static final Key<Figure> SHARED_FILL =
            Key.required("shared-fill", CYCLES, "filling a line of 64 bytes of it from memory, others under way too");
    private static final Key<Figure> SHARED_TURNOVER = Key.required(
            "shared-turnover", TURNOVER, "run time of others on the socket after which 1/e of what was in it is left");
    private static final Key<CpuDef.CachesDef> CACHES = Key.optional(
            "caches",
            MappingType.of(
                            "caches",
                            "the caches that vCPUs fill",
                            List.of(CORE_CACHE, CORE_FILL, CORE_TURNOVER, SHARED_CACHE, SHARED_FILL, SHARED_TURNOVER),
                            f -> new CpuDef.CachesDef(
                                    f.get(CORE_CACHE),
                                    f.get(CORE_FILL),
                                    f.get(CORE_TURNOVER),
                                    f.get(SHARED_CACHE),
                                    f.get(SHARED_FILL),
                                    f.get(SHARED_TURNOVER)))
                    .withFigures(),
            "the caches that vCPUs fill, for workloads with a footprint");
    private static final Key<Figure> THREAD_SPEED = Key.optional(
            "thread-speed",
            new FigureType(Dimension.NUMBER, Range.of(0.5, 1)),
            "speed of a hardware thread while the other one of its core is busy, alone = 1; for hosts with "
                    + "threads-per-core");

    static final Kind<CpuDef> CPU = new Kind<>(
            "cpus",
            "CPU",
            MappingType.of(
                            "cpu",
                            "a CPU generation",
                            List.of(
                                    TITLE,
                                    FEATURES,
                                    WORK_PER_CYCLE,
                                    KERNEL_COSTS,
                                    KERNEL_SCALE,
                                    TRAP_SCALE,
                                    EXIT_ROUND_TRIP,
                                    MITIGATION_EXIT,
                                    MITIGATION_HOP,
                                    TLB,
                                    WALK_CACHES,
                                    EXIT_POLLUTION,
                                    CALL_SITE,
                                    VCPU_SWITCH_POLLUTION,
                                    CACHES,
                                    THREAD_SPEED),
                            f -> new CpuDef(
                                    f.name(),
                                    f.get(TITLE),
                                    new LinkedHashSet<>(f.get(FEATURES)),
                                    f.get(WORK_PER_CYCLE),
                                    f.get(KERNEL_COSTS),
                                    f.get(KERNEL_SCALE),
                                    f.get(TRAP_SCALE),
                                    f.find(EXIT_ROUND_TRIP),
                                    f.get(MITIGATION_EXIT),
                                    f.get(MITIGATION_HOP),
                                    f.find(TLB),
                                    f.find(WALK_CACHES),
                                    f.get(EXIT_POLLUTION),
                                    f.get(CALL_SITE),
                                    f.get(VCPU_SWITCH_POLLUTION),
                                    f.find(CACHES),
                                    f.find(THREAD_SPEED),
                                    f.figures()))
                    .withFigures()
                    .extensible());

    private static final Key<CpuDef> HOST_CPU = Key.required("cpu", new DefinitionType<>(CPU), "the CPU generation");
    private static final Key<Double> CLOCK =
            Key.required("clock", new NumberType(Dimension.FREQUENCY, Range.of(1e6, 1e11)), "core clock");
    private static final Key<Integer> SOCKETS = Key.ofDefault("sockets", new IntType(1, 64), "1", "CPU sockets");
    private static final Key<Integer> CORES =
            Key.ofDefault("cores-per-socket", new IntType(1, 1024), "1", "cores of each socket");
    private static final Key<Integer> THREADS =
            Key.ofDefault("threads-per-core", new IntType(1, 8), "1", "hardware threads of each core");
    private static final Key<Long> MEMORY =
            Key.required("memory", new WholeType(Dimension.SIZE, 1 << 20, 1L << 50), "physical memory");
    private static final Key<Figure> REMOTE_LATENCY = Key.ofDefault(
            "remote-latency",
            new FigureType(Dimension.NUMBER, Range.of(1, 100)),
            "1",
            "latency of memory of another socket, that of the own = 1; 1 for one memory that is equally far from all");

    private static final Key<Integer> STEP_CORES =
            Key.required("cores", new IntType(1, 1024), "with up to how many active cores of a socket it holds");
    private static final Key<Figure> STEP_CLOCK = Key.required(
            "clock",
            new FigureType(Dimension.FREQUENCY, Range.of(1e6, 1e11)),
            "clock of all active cores of the socket");
    private static final Key<List<HostDef.TurboStep>> TURBO = Key.optional(
            "turbo",
            new ListOf<>(MappingType.of(
                            "turbo-step",
                            "a step of turbo",
                            List.of(STEP_CORES, STEP_CLOCK),
                            f -> new HostDef.TurboStep(f.get(STEP_CORES), f.get(STEP_CLOCK)))
                    .withFigures()),
            "clock by active cores of a socket, from one core on; for scenarios with turbo: true");

    static final Kind<HostDef> HOST = new Kind<>(
            "hosts",
            "host",
            MappingType.of(
                            "host",
                            "a physical machine",
                            List.of(TITLE, HOST_CPU, CLOCK, SOCKETS, CORES, THREADS, MEMORY, REMOTE_LATENCY, TURBO),
                            f -> new HostDef(
                                    f.name(),
                                    f.get(TITLE),
                                    f.get(HOST_CPU),
                                    f.get(CLOCK),
                                    f.get(SOCKETS),
                                    f.get(CORES),
                                    f.get(THREADS),
                                    f.get(MEMORY),
                                    f.get(REMOTE_LATENCY),
                                    f.find(TURBO).orElse(List.of()),
                                    f.figures()))
                    .withFigures()
                    .extensible()
                    .checked(MachineKinds::checkHost));

    private static final Key<Technique.CpuChoice> CPU_CHOICE = Key.required(
            "cpu", ChoiceType.of("CPU virtualization", Technique.CpuChoice.class), "how privileged code runs");
    private static final Key<Technique.MmuChoice> MMU_CHOICE = Key.required(
            "mmu", ChoiceType.of("MMU virtualization", Technique.MmuChoice.class), "how guest page tables become real");
    private static final Key<Technique.InterruptChoice> INTERRUPT_CHOICE = Key.required(
            "interrupts",
            ChoiceType.of("interrupt virtualization", Technique.InterruptChoice.class),
            "how interrupts reach the guest");
    private static final Key<Technique.TimerChoice> TIMER_CHOICE = Key.required(
            "timer", ChoiceType.of("timer virtualization", Technique.TimerChoice.class), "how the guest tells time");
    private static final Key<Technique.DeviceChoice> DEVICE_CHOICE = Key.required(
            "devices",
            ChoiceType.of("device virtualization", Technique.DeviceChoice.class),
            "how the guest reaches its devices by default");

    private static final Key<List<List<String>>> CPU_FEATURES = Key.ofDefault(
            "cpu-features", new ListOf<>(NAMES), "[]", "alternatives, of which the CPU must have one in full");
    private static final Key<String> CAPABILITY =
            Key.optional("capability", NameType.of("a capability"), "what the hypervisor must be able to do");
    private static final Key<String> GUEST_INTERFACE =
            Key.optional("guest-interface", NameType.of("an interface"), "what the guest kernel must speak");
    private static final Key<String> OPT_IN =
            Key.optional("opt-in", ChoiceType.ofWords("flag", List.of("vmi")), "a flag of the VM that must be true");
    private static final Key<TechniqueDef.Needs> NEEDS = Key.ofDefault(
            "needs",
            MappingType.of(
                    "needs",
                    "what a technique needs",
                    List.of(CPU_FEATURES, CAPABILITY, GUEST_INTERFACE, OPT_IN),
                    f -> new TechniqueDef.Needs(
                            f.get(CPU_FEATURES), f.find(CAPABILITY), f.find(GUEST_INTERFACE), f.find(OPT_IN))),
            "{}",
            "what must be there for it");

    private static final Key<Map<String, List<Operation>>> INTERFACE_FEATURES = Key.ofDefault(
            "features",
            MapOf.of(NameType.of("a feature"), new ListOf<>(TechniqueKeys.OPERATION)),
            "{}",
            "parts of the guest interface that a VM can have one by one, and the operations that each takes over");

    static final Kind<TechniqueDef> TECHNIQUE = new Kind<>(
            "techniques",
            "technique",
            MappingType.of(
                            "technique",
                            "a virtualization technique",
                            List.of(
                                    TITLE,
                                    CPU_CHOICE,
                                    MMU_CHOICE,
                                    INTERRUPT_CHOICE,
                                    TIMER_CHOICE,
                                    DEVICE_CHOICE,
                                    NEEDS,
                                    INTERFACE_FEATURES),
                            f -> new TechniqueDef(
                                    f.name(),
                                    f.get(TITLE),
                                    new Technique(
                                            f.name(),
                                            f.get(CPU_CHOICE),
                                            f.get(MMU_CHOICE),
                                            f.get(INTERRUPT_CHOICE),
                                            f.get(TIMER_CHOICE),
                                            f.get(DEVICE_CHOICE)),
                                    f.get(NEEDS),
                                    f.get(INTERFACE_FEATURES),
                                    f.figures()))
                    .extensible());

    private MachineKinds() {}

    private static void checkHost(Fields f) {
        checkThreads(f);
        f.find(TURBO).ifPresent(steps -> checkTurbo(f, steps));
    }

    private static void checkTurbo(Fields f, List<HostDef.TurboStep> steps) {
        boolean rising = !steps.isEmpty();
        for (int i = 1; i < steps.size(); i++) {
            rising &= steps.get(i).cores() > steps.get(i - 1).cores();
            rising &=
                    steps.get(i).clockHz().value() <= steps.get(i - 1).clockHz().value();
        }
        if (!rising) {
            f.in().problem(
                            f.placeOf(TURBO),
                            "no steps from few cores and a high clock to many and a lower one",
                            "write for example [{cores: 2, clock: 3.3 GHz}, {cores: 4, clock: 3.2 GHz}]");
        }
    }

    private static void checkThreads(Fields f) {
        Optional<CpuDef> cpu = f.find(HOST_CPU);
        if (f.find(THREADS).orElse(1) > 1
                && cpu.isPresent()
                && cpu.get().threadSpeed().isEmpty()) {
            f.in().problem(
                            f.placeOfKey(THREADS),
                            "nothing is known of threads of CPU '" + cpu.get().name() + "'",
                            "give the CPU a thread-speed, or leave threads-per-core out");
        }
    }

    private static Map<Mitigations, Figure> mitigations(Fields f) {
        Map<Mitigations, Figure> cycles = new EnumMap<>(Mitigations.class);
        f.find(MITIGATIONS_2018).ifPresent(figure -> cycles.put(Mitigations.SINCE_2018, figure));
        f.find(MITIGATIONS_FULL).ifPresent(figure -> cycles.put(Mitigations.FULL, figure));
        return cycles;
    }
}
