// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.result.ChartSpec;
import io.hvsim.scenario.figure.Bound;
import io.hvsim.scenario.library.HostDef;
import io.hvsim.scenario.library.HypervisorDef;
import io.hvsim.scenario.library.Kinds;
import io.hvsim.scenario.library.Mitigations;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.load.LoadType;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.DefinitionType;
import io.hvsim.scenario.schema.Fields;
import io.hvsim.scenario.schema.FlagType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.ListOf;
import io.hvsim.scenario.schema.MapOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.NameType;
import io.hvsim.scenario.schema.TextType;
import io.hvsim.scenario.sweep.Sweep;
import io.hvsim.scenario.sweep.SweepType;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of a scenario file. */
public final class ScenarioKeys {
    static final String BARE_METAL = "bare-metal";

    private static final Key<String> TITLE = Key.required("title", new TextType(), "a line for people");
    private static final Key<String> QUESTION =
            Key.ofDefault("question", new TextType(), "''", "what the scenario is to answer");
    /** Short name of the scenario. */
    public static final Key<String> NAME = Key.optional(
            "name", NameType.ofFile("a file name"), "short name; left out, that of the file without its ending");

    private static final Key<HostDef> HOST = Key.required(
                    "host", new DefinitionType<>(Kinds.HOST), "the physical machine")
            .rememberedAs(HostDef.class);
    private static final Key<HypervisorDef> HYPERVISOR = Key.required(
                    "hypervisor", new DefinitionType<>(Kinds.HYPERVISOR), "the hypervisor")
            .rememberedAs(HypervisorDef.class);
    private static final Key<Bound> FIGURES = Key.ofDefault(
            "figures",
            ChoiceType.of("end of ranges", Bound.class),
            "central",
            "which end of every figure that is only known as a range is taken");
    private static final Key<Mitigations> MITIGATIONS = Key.ofDefault(
            "mitigations",
            new ChoiceType<>("set of mitigations", Mitigations.byWord()),
            "off",
            "mitigations of speculative-execution attacks on the host, paid at each hardware exit");
    private static final Key<Boolean> TURBO = Key.ofDefault(
            "turbo",
            new FlagType(),
            "false",
            "whether cores run above the nominal clock while few of their socket are active, by the turbo steps of the host");
    private static final Key<LoadSpec> LOAD = Key.optional(
                    "load", LoadType.LOAD, "how work comes to VMs without a load of their own")
            .rememberedAs(LoadSpec.class);
    private static final Key<Map<String, VmSpec>> VMS = Key.required(
            "vms", MapOf.of(NameType.of("the name of a VM group"), VmKeys.VM), "groups of like VMs, by name");
    /** What is varied. */
    public static final Key<Sweep> SWEEP =
            Key.optional("sweep", new SweepType(), "what is varied; every combination is run");

    private static final Key<RunSpec> RUN =
            Key.ofDefault("run", RunKeys.RUN, "{}", "how long and how often to simulate");
    private static final Key<List<SloSpec>> SLO =
            Key.ofDefault("slo", new ListOf<>(new SloType()), "[]", "bounds such as web.latency.p99 < 50 ms");
    /** What is drawn. */
    public static final Key<List<ChartSpec>> CHARTS = Key.optional(
            "charts", new ListOf<>(ChartKeys.CHART), "charts to draw; left out, they follow from the sweep");

    private static final Key<YamlNode> LIBRARY = Key.optional(
            "library", new OwnLibraryType(), "definitions of the scenario's own: kind to name to definition");

    /** A scenario at one point of its sweep. */
    public static final MappingType<ScenarioSpec> SCENARIO = MappingType.of(
                    "scenario",
                    "a scenario file",
                    List.of(
                            TITLE,
                            QUESTION,
                            NAME,
                            HOST,
                            HYPERVISOR,
                            FIGURES,
                            MITIGATIONS,
                            TURBO,
                            MemoryKeys.OVERCOMMIT,
                            LOAD,
                            PoolKeys.POOLS,
                            VMS,
                            SWEEP,
                            RUN,
                            SLO,
                            CHARTS,
                            LIBRARY),
                    ScenarioKeys::scenario)
            .checked(ScenarioKeys::check);

    private ScenarioKeys() {}

    private static ScenarioSpec scenario(Fields f) {
        List<VmSpec> vms = List.copyOf(f.get(VMS).values());
        List<SloSpec> slos = f.get(SLO);
        return new ScenarioSpec(
                f.find(NAME).orElse(f.name()),
                f.get(TITLE),
                f.get(QUESTION),
                f.get(HOST),
                f.get(HYPERVISOR),
                f.get(FIGURES),
                f.get(MITIGATIONS),
                f.get(TURBO),
                f.find(MemoryKeys.OVERCOMMIT),
                f.find(PoolKeys.POOLS).orElse(Map.of()),
                vms,
                f.get(RUN),
                slos,
                f.find(CHARTS).orElse(List.of()).stream()
                        .map(c -> ChartKeys.completed(c, slos, vms))
                        .toList());
    }

    private static void check(Fields f) {
        f.find(HOST)
                .filter(host -> f.find(TURBO).orElse(false) && host.turbo().isEmpty())
                .ifPresent(host -> f.in().objection(
                                f.placeOf(TURBO),
                                "no turbo steps are known of host '" + host.name() + "'",
                                "give it some, or take a host that has: "
                                        + VmChecks.named(
                                                f, Kinds.HOST, h -> !h.turbo().isEmpty())));
        f.find(VMS).ifPresent(vms -> {
            if (vms.isEmpty()) {
                f.in().problem(f.placeOfKey(VMS), "no VM groups", "add one: a name with guest and workload");
            }
            checkBareMetal(f, vms);
            checkMeasured(f, List.copyOf(vms.values()));
            if (!f.wrote(PoolKeys.POOLS) || f.find(PoolKeys.POOLS).isPresent()) {
                PoolChecks.check(f, f.find(PoolKeys.POOLS).orElse(Map.of()), vms.values());
            }
            if (f.wrote(MemoryKeys.OVERCOMMIT)) {
                f.find(HOST).ifPresent(host -> MemoryKeys.checkOvercommit(f, host.memoryBytes(), vms.values()));
            }
            f.find(RUN)
                    .filter(r -> r.durationNs().isEmpty())
                    .ifPresent(r -> vms.values().forEach(vm -> VmChecks.checkEnds(f, vm)));
        });
    }

    private static void checkMeasured(Fields f, List<VmSpec> vms) {
        boolean unknown = !vms.isEmpty()
                && f.find(CHARTS).orElse(List.of()).stream()
                        .filter(chart -> chart.kind() == ChartSpec.Kind.MEASURED)
                        .anyMatch(chart -> ChartKeys.completed(chart, List.of(), vms)
                                .measured()
                                .isEmpty());
        if (unknown) {
            f.in().objection(
                            f.placeOf(CHARTS),
                            "a chart of kind measured, and no VM in it replays a trace that has its metrics",
                            "hvsim import keeps ready and co-stop of esxtop, ready of sadf and vmstat");
        }
    }

    private static void checkBareMetal(Fields f, Map<String, VmSpec> vms) {
        int count = vms.values().stream().mapToInt(VmSpec::count).sum();
        Optional<HypervisorDef> bare =
                f.find(HYPERVISOR).filter(h -> h.capabilities().contains(BARE_METAL));
        if (bare.isPresent() && count > 1) {
            f.in().problem(
                            f.placeOf(HYPERVISOR),
                            "'" + bare.get().name() + "' runs one operating system, not " + count,
                            "take a hypervisor, or a single VM");
        }
    }

    /** Where the value at a path stands, or else as much of the path as there is. */
    static Place placeIn(Fields root, String... path) {
        YamlNode node = root.node();
        for (String step : path) {
            Optional<YamlNode> below = node instanceof YamlNode.Mapping m ? m.get(step) : Optional.empty();
            if (below.isEmpty()) {
                return node.place();
            }
            node = below.get();
        }
        return node.place();
    }
}
