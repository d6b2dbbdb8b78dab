// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.memory.Page;
import io.hvsim.model.memory.PageUse;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.DiskDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.MigrationDef;
import io.hvsim.scenario.library.ReclamationDef;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.DefinitionType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NumberType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.WholeType;
import io.hvsim.scenario.text.Dimension;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The keys of what happens to the memory of a VM. */
final class MemoryKeys {
    private static final NumberType TOUCH_RATE = new NumberType(Dimension.BANDWIDTH, Range.of(0, 1e10));

    private static final Key<Long> SET = Key.optional(
            "set",
            new WholeType(Dimension.SIZE, 1 << 12, 1L << 50),
            "how much of the memory is touched at all; left out, all of it");
    private static final Key<Double> DIRTIED = Key.required(
            "dirtied", TOUCH_RATE, "memory written to by each vCPU in a second of execution; a page counts in full");
    private static final Key<Double> TOUCHED =
            Key.optional("touched", TOUCH_RATE, "memory read or written to, the same way; left out, as dirtied");
    private static final Key<PageUse.Pattern> ORDER = Key.ofDefault(
            "order",
            ChoiceType.of("order", PageUse.Pattern.class),
            "random",
            "whether each write goes to any page of the set, or to one page after the other");
    private static final Key<Long> HOT_SET =
            Key.required("set", new WholeType(Dimension.SIZE, 1 << 12, 1L << 50), "how much of the touched set is hot");
    private static final Key<Double> HOT_WRITES = Key.required(
            "writes", new NumberType(Dimension.SHARE, Range.SHARE), "share of the writes that go there, evenly");
    private static final Key<MemorySpec.Hot> HOT = Key.optional(
            "hot",
            MappingType.of(
                    "hot",
                    "the part of a VM's memory that it writes to more than to the rest",
                    List.of(HOT_SET, HOT_WRITES),
                    f -> new MemorySpec.Hot(f.get(HOT_SET), f.get(HOT_WRITES))),
            "a part of the set that takes more of the writes than its size, for VMs that migrate; left out when there is none");
    private static final Key<Long> ALLOCATED = Key.optional(
            "allocated",
            new WholeType(Dimension.SIZE, 1 << 12, 1L << 50),
            "how much of its memory the guest has used at the start; left out, all of it");
    private static final Key<Double> GROWS =
            Key.ofDefault("grows", TOUCH_RATE, "0 B/s", "how fast it uses the rest of its memory for the first time");
    private static final Key<Double> EQUAL = Key.ofDefault(
            "equal",
            new NumberType(Dimension.SHARE, Range.SHARE),
            "0 %",
            "part of the memory that has the content of other pages on the host, until it is written to");
    static final Key<MemorySpec.Use> USE = Key.optional(
            "memory-use",
            MappingType.of(
                            "memory-use",
                            "which of its memory a VM touches",
                            List.of(SET, DIRTIED, TOUCHED, ORDER, HOT, ALLOCATED, GROWS, EQUAL),
                            MemoryKeys::use)
                    .checked(MemoryKeys::checkWrites),
            "which of its memory each VM touches; for VMs that migrate or share a host with too little memory");

    private static final Key<Long> AT = Key.required(
            "at",
            new WholeType(Dimension.TIME, 0, 1L << 60),
            "when it begins, since the start of the run and its warm-up");
    private static final Key<MigrationDef> POLICY =
            Key.required("policy", new DefinitionType<>(Kinds.MIGRATION), "how it proceeds");
    private static final Key<Double> BANDWIDTH = Key.required(
            "bandwidth",
            new NumberType(Dimension.BANDWIDTH, Range.of(1e3, 1e12)),
            "what the link carries, which nothing else uses");
    private static final Key<MemorySpec.Tracking> TRACKING = Key.ofDefault(
            "tracking",
            ChoiceType.of("tracking", MemorySpec.Tracking.class),
            "write-protect",
            "how dirty pages are found: a fault at the first write to each, or a log of 512 that the CPU writes");
    private static final Key<Figure> FAULT = Key.ofDefault(
            "write-fault",
            FigureType.of(Dimension.CYCLES),
            "{value: 5000 cycles, range: [2500 cycles, 10 kcycles], assumed: about a traced page-table write under"
                    + " hardware assist less its exit and entry}",
            "handling one fault on a write-protected page, on NetBurst, without exit and entry");
    private static final Key<Figure> LOG = Key.ofDefault(
            "log-exit",
            FigureType.of(Dimension.CYCLES),
            "{value: 50 kcycles, range: [25 kcycles, 100 kcycles], assumed: 100 cycles for each of 512 entries}",
            "handling one full log of 512 pages, on NetBurst, without exit and entry");
    private static final Key<Figure> STATE = Key.ofDefault(
            "state",
            FigureType.of(Dimension.SIZE),
            "{value: 1 MiB, range: [64 KiB, 16 MiB], assumed: registers and device models without a large frame buffer}",
            "state of vCPUs and devices, sent while the VM is stopped");
    private static final Key<Figure> SWITCH_OVER = Key.ofDefault(
            "switch-over",
            FigureType.of(Dimension.TIME),
            "{value: 30 ms, range: [10 ms, 60 ms], assumed: 'less than the 60 ms in all of a Quake 3 server in Clark et"
                    + " al., NSDI 2005'}",
            "what else keeps the VM stopped: pausing it here, starting it there");
    private static final Key<Figure> FETCH = Key.ofDefault(
            "fetch",
            FigureType.of(Dimension.TIME),
            "{value: 200 us, range: [100 us, 1 ms], assumed: a round trip on a LAN and the way through both hosts}",
            "time until a page fetched during post-copy begins to arrive");
    static final Key<MemorySpec.Migration> MIGRATION = Key.optional(
            "migration",
            MappingType.of(
                            "migration",
                            "a live migration to another host",
                            List.of(AT, POLICY, BANDWIDTH, TRACKING, FAULT, LOG, STATE, SWITCH_OVER, FETCH),
                            f -> new MemorySpec.Migration(
                                    f.get(AT),
                                    f.get(POLICY),
                                    f.get(BANDWIDTH),
                                    f.get(TRACKING),
                                    f.get(FAULT),
                                    f.get(LOG),
                                    f.get(STATE),
                                    f.get(SWITCH_OVER),
                                    f.get(FETCH)))
                    .withFigures(),
            "a live migration of each VM to another host like this one; needs memory-use");

    private static final Key<ReclamationDef> RECLAMATION =
            Key.required("reclamation", new DefinitionType<>(Kinds.RECLAMATION), "how memory is taken back from VMs");
    private static final Key<DiskDef> SWAP_DISK = Key.ofDefault(
            "swap-disk",
            new DefinitionType<>(Kinds.DISK),
            "scsi-10k",
            "the disk that the host swaps to, one for all VMs");
    static final Key<MemorySpec.Overcommit> OVERCOMMIT = Key.optional(
                    "overcommit",
                    MappingType.of(
                            "overcommit",
                            "a host that may have promised more memory than it has",
                            List.of(RECLAMATION, SWAP_DISK),
                            f -> new MemorySpec.Overcommit(f.get(RECLAMATION), f.get(SWAP_DISK))),
                    "what the host does when its VMs use more memory than it has; left out when its memory suffices")
            .rememberedAs(MemorySpec.Overcommit.class);

    private MemoryKeys() {}

    private static void checkOvercommitted(Fields vm) {
        if (!vm.wrote(USE)) {
            vm.in()
                    .objection(
                            vm.in().keyPlace(vm.node()),
                            "a VM without memory-use on a host with overcommit",
                            "say what it touches: memory-use: {set: 256 MiB, dirtied: 20 MB/s}");
        }
        if (vm.find(USE).flatMap(MemorySpec.Use::hot).isPresent()) {
            vm.in()
                    .objection(
                            vm.placeOf(USE),
                            "a hot part on a host with overcommit",
                            "leave out hot: it is for VMs that migrate");
        }
        if (vm.wrote(MIGRATION)) {
            vm.in()
                    .objection(
                            vm.placeOfKey(MIGRATION),
                            "migration from a host with overcommit is not simulated",
                            "leave one of them out");
        }
    }

    /** Reports what cannot be for {@code vms} on a host of {@code hostBytes} that reclaims memory. */
    static void checkOvercommit(Fields root, long hostBytes, Collection<VmSpec> vms) {
        if (vms.stream().mapToDouble(MemoryKeys::allocatedBytes).sum() > hostBytes) {
            root.in()
                    .problem(
                            root.placeOfKey(OVERCOMMIT),
                            "the VMs begin with more memory than the host has",
                            "let them begin with less and grow: memory-use: {allocated: 512 MiB, grows: 20 MB/s}");
        }
    }

    private static double allocatedBytes(VmSpec vm) {
        long each = vm.memoryUse()
                .map(MemorySpec.Use::allocatedBytes)
                .orElse(OptionalLong.empty())
                .orElse(vm.memoryBytes());
        return (double) vm.count() * each;
    }

    private static MemorySpec.Use use(Fields f) {
        return new MemorySpec.Use(
                f.find(SET).map(OptionalLong::of).orElse(OptionalLong.empty()),
                f.find(TOUCHED).orElse(f.get(DIRTIED)),
                f.get(DIRTIED),
                f.get(ORDER),
                f.find(HOT),
                f.find(ALLOCATED).map(OptionalLong::of).orElse(OptionalLong.empty()),
                f.get(GROWS),
                f.get(EQUAL));
    }

    private static void checkWrites(Fields f) {
        if (f.wrote(HOT) && f.find(ORDER).filter(PageUse.Pattern.SWEEP::equals).isPresent()) {
            f.in().objection(
                            f.placeOfKey(HOT),
                            "a sweep writes to every page as often as to any other",
                            "leave out hot, or write order: random");
        }
        Optional<Double> touched = f.find(TOUCHED);
        if (touched.isPresent()
                && f.find(DIRTIED).filter(d -> d > touched.get()).isPresent()) {
            f.in().problem(
                            f.placeOf(TOUCHED),
                            "less memory is touched than dirtied",
                            "touched counts what is read and what is written: make it at least dirtied");
        }
    }

    /** Reports what cannot be for a VM of {@code memoryBytes}. */
    static void check(Fields vm, long memoryBytes) {
        vm.find(USE).filter(use -> use.allocatedBytes().isPresent()).ifPresent(use -> {
            long allocated = use.allocatedBytes().getAsLong();
            if (allocated > memoryBytes || use.setBytes().orElse(memoryBytes) > allocated) {
                vm.in()
                        .problem(
                                vm.placeOf(USE),
                                "allocated is not between the set that is touched and the VM's memory",
                                "write memory, allocated and set so that each is part of the one before");
            }
        });
        vm.find(USE)
                .filter(use -> use.setBytes().orElse(0) > memoryBytes)
                .ifPresent(use -> vm.in()
                        .problem(
                                vm.placeOf(USE),
                                "the set that is touched is larger than the VM's memory",
                                "give the VM more memory, or make the set smaller"));
        vm.find(USE)
                .filter(use -> use.hot().isPresent()
                        && Page.count(use.hot().get().setBytes())
                                >= Page.count(use.setBytes().orElse(memoryBytes)))
                .ifPresent(use -> vm.in()
                        .problem(
                                vm.placeOf(USE),
                                "the hot part is not smaller than the set that is touched",
                                "make hot.set smaller, or leave out hot"));
        vm.in()
                .recall(HypervisorDef.class)
                .filter(hypervisor ->
                        vm.wrote(MIGRATION) && hypervisor.capabilities().contains(ScenarioKeys.BARE_METAL))
                .ifPresent(hypervisor -> vm.in()
                        .objection(
                                vm.placeOfKey(MIGRATION),
                                "'" + hypervisor.name() + "' migrates nothing",
                                "leave it out, or take a hypervisor"));
        if (vm.in().recall(MemorySpec.Overcommit.class).isPresent()) {
            checkOvercommitted(vm);
        }
        if (vm.wrote(MIGRATION) && !vm.wrote(USE)) {
            vm.in()
                    .problem(
                            vm.placeOfKey(MIGRATION),
                            "migration without memory-use",
                            "say how fast the VM dirties its memory: memory-use: {set: 256 MiB, dirtied: 20 MB/s}");
        }
    }
}
