// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.library.WorkloadDef.PageTables;
import io.hvsim.scenario.library.WorkloadDef.Traffic;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.load.LoadType;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.IntType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.schema.ListOf;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.schema.TextType;
import io.hvsim.scenario.text.Dimension;
import java.util.List;

/** The keys of workload files. */
final class WorkloadKeys {
    private static final FigureType COUNT = FigureType.of(Dimension.NUMBER);
    private static final FigureType SIZE = FigureType.of(Dimension.SIZE);

    private static final Key<String> DESCRIPTION =
            Key.ofDefault("description", new TextType(), "''", "what one request or job is");
    private static final Key<PageTables> PAGE_TABLES = Key.required(
            "page-tables",
            ChoiceType.of("lifetime of page tables", PageTables.class),
            "how long the page tables live that the workload writes to");
    private static final FigureType WALK_SHARE = new FigureType(Dimension.NUMBER, Range.of(0, 0.99));
    private static final Key<Figure> PAGE_WALKS = Key.ofDefault(
            "page-walks", WALK_SHARE, "0", "share of native user-mode time that goes into page-table walks, 0 to 0.99");
    private static final Key<Figure> PAGE_WALKS_LARGE = Key.optional(
            "page-walks-large",
            WALK_SHARE,
            "the same with pages of 2 MiB or 1 GiB; left out, page-walks: large pages then save nothing");
    private static final Key<Figure> WORKING_SET_SIZE =
            Key.required("size", new FigureType(Dimension.SIZE, Range.POSITIVE), "memory touched without locality");
    private static final Key<Figure> TOUCHES = Key.required(
            "touches", new FigureType(Dimension.NUMBER, Range.SHARE), "accesses to it in each cycle of user-mode work");
    private static final Key<WorkloadDef.WorkingSet> WORKING_SET = Key.optional(
            "working-set",
            MappingType.of(
                            "working-set",
                            "memory that is touched all over, from which page walks follow on a CPU with a tlb",
                            List.of(WORKING_SET_SIZE, TOUCHES),
                            f -> new WorkloadDef.WorkingSet(f.get(WORKING_SET_SIZE), f.get(TOUCHES)))
                    .withFigures(),
            "memory that is touched all over; in place of page-walks, and user is then the work without its walks");
    private static final Key<Figure> MEMORY_STALLS = Key.ofDefault(
            "memory-stalls",
            new FigureType(Dimension.NUMBER, Range.SHARE),
            "0",
            "share of its time that a vCPU waits for memory of its own socket, 0 to 1; what remote-latency of the host "
                    + "stretches where that memory is on another socket");
    static final Key<Figure> FOOTPRINT = Key.optional(
            "footprint",
            new FigureType(Dimension.SIZE, Range.POSITIVE),
            "memory that each vCPU keeps using, so that it fills caches; a vCPU that gets a pCPU then refills what others took "
                    + "since, by where it ran last, in place of the vcpu-switch-pollution of the CPU");
    private static final Key<Integer> NICE = Key.ofDefault(
            "nice", new IntType(-20, 19), "0", "nice value of the tasks, which scales the guest's time slice");
    private static final Key<LoadSpec> LOAD =
            Key.optional("load", LoadType.LOAD, "how work comes unless the scenario says otherwise");

    private static final Key<Figure> REQUEST_PACKETS =
            Key.required("request-packets", COUNT, "packets received for each request");
    private static final Key<Figure> RESPONSE_PACKETS =
            Key.required("response-packets", COUNT, "packets sent for each response");
    private static final Key<Figure> REQUEST_BYTES = Key.required("request-bytes", SIZE, "size of a request");
    private static final Key<Figure> RESPONSE_BYTES = Key.required("response-bytes", SIZE, "size of a response");
    private static final Key<Traffic> NETWORK = Key.optional(
            "network",
            MappingType.of(
                            "traffic",
                            "network traffic of each request",
                            List.of(REQUEST_PACKETS, RESPONSE_PACKETS, REQUEST_BYTES, RESPONSE_BYTES),
                            f -> new Traffic(
                                    f.get(REQUEST_PACKETS),
                                    f.get(RESPONSE_PACKETS),
                                    f.get(REQUEST_BYTES),
                                    f.get(RESPONSE_BYTES)))
                    .withFigures(),
            "traffic of each request; left out when requests arise inside the guest");

    private static final Key<List<WorkloadDef.Step>> PROGRAM =
            Key.required("program", new ListOf<>(new StepType()), "what one request or job does, step by step");

    static final Kind<WorkloadDef> WORKLOAD = new Kind<>(
            "workloads",
            "workload",
            MappingType.of(
                            "workload",
                            "what one request or job does",
                            List.of(
                                    MachineKinds.TITLE,
                                    DESCRIPTION,
                                    PAGE_TABLES,
                                    PAGE_WALKS,
                                    PAGE_WALKS_LARGE,
                                    WORKING_SET,
                                    MEMORY_STALLS,
                                    FOOTPRINT,
                                    NICE,
                                    LOAD,
                                    NETWORK,
                                    PROGRAM),
                            f -> new WorkloadDef(
                                    f.name(),
                                    f.get(MachineKinds.TITLE),
                                    f.get(DESCRIPTION),
                                    f.get(PAGE_TABLES),
                                    f.get(PAGE_WALKS),
                                    f.find(PAGE_WALKS_LARGE).orElse(f.get(PAGE_WALKS)),
                                    f.find(WORKING_SET),
                                    f.get(MEMORY_STALLS),
                                    f.find(FOOTPRINT),
                                    f.get(NICE),
                                    f.find(LOAD),
                                    f.find(NETWORK),
                                    f.get(PROGRAM),
                                    f.figures()))
                    .withFigures()
                    .extensible());

    private WorkloadKeys() {}
}
