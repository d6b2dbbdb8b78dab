// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.ChoiceType;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.Kind;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.text.Dimension;
import java.util.List;

/** The keys of library files about taking memory back. */
final class ReclamationKeys {
    private static final FigureType PART = new FigureType(Dimension.SHARE, Range.SHARE);
    private static final FigureType RATE = FigureType.of(Dimension.BANDWIDTH);
    private static final FigureType TIME = new FigureType(Dimension.TIME, Range.of(1, 1e15));
    private static final FigureType COUNT = new FigureType(Dimension.NUMBER, Range.of(1, 1e9));

    private static final Key<ReclamationDef.Levels> LEVELS = Key.required(
            "levels",
            ChoiceType.of("scale", ReclamationDef.Levels.class),
            "free memory that parts high, soft, hard and low: 6, 4, 2, 1 % of the host, or vSphere 5's sliding scale");
    private static final Key<Figure> IDLE_TAX = Key.required(
            "idle-tax",
            new FigureType(Dimension.SHARE, Range.of(0, 0.999)),
            "share of idle pages that may be taken in favour of other VMs");
    private static final Key<Figure> BALLOON_LIMIT =
            Key.required("balloon-limit", PART, "part of a VM's memory that the balloon can take");
    private static final Key<Figure> BALLOON_RATE =
            Key.required("balloon-rate", RATE, "how fast the balloon of a VM inflates");
    private static final Key<Figure> COMPRESSION_CACHE = Key.required(
            "compression-cache",
            PART,
            "part of a VM's memory that may hold compressed pages, two in the room of one; 0 % for none");
    private static final Key<Figure> DECOMPRESS =
            Key.required("decompress", TIME, "wait for a compressed page that is touched");
    private static final Key<Figure> SWAP_RATE =
            Key.required("swap-rate", RATE, "how fast the host writes pages to swap");
    private static final Key<Figure> COPY = Key.required(
            "copy",
            FigureType.of(Dimension.CYCLES),
            "breaking up a shared page that is written to, on NetBurst, without exit and entry");
    private static final Key<Figure> SCAN_PAGES =
            Key.optional("pages", COUNT, "pages looked at together; left out, all of the host's memory");
    private static final Key<Figure> SCAN_SLEEP = Key.required("sleep", TIME, "time for them, before the next ones");
    private static final Key<Figure> SCAN_VISITS = Key.required(
            "visits", new FigureType(Dimension.NUMBER, Range.of(1, 10)), "how often a page must be found unchanged");
    private static final Key<ReclamationDef.Scan> SCAN = Key.optional(
            "scan",
            MappingType.of(
                            "scan",
                            "the search for pages of equal content",
                            List.of(SCAN_PAGES, SCAN_SLEEP, SCAN_VISITS),
                            f -> new ReclamationDef.Scan(f.find(SCAN_PAGES), f.get(SCAN_SLEEP), f.get(SCAN_VISITS)))
                    .withFigures(),
            "how equal pages are found; left out when they are not shared");
    private static final Key<Figure> SAMPLES =
            Key.required("samples", COUNT, "pages watched in each period to estimate active memory");
    private static final Key<Figure> SAMPLE_PERIOD = Key.required("sample-period", TIME, "length of the period");

    static final Kind<ReclamationDef> RECLAMATION = new Kind<>(
            "reclamations",
            "reclamation policy",
            MappingType.of(
                            "reclamation-policy",
                            "how a host takes memory back from its VMs",
                            List.of(
                                    MachineKinds.TITLE,
                                    LEVELS,
                                    IDLE_TAX,
                                    BALLOON_LIMIT,
                                    BALLOON_RATE,
                                    COMPRESSION_CACHE,
                                    DECOMPRESS,
                                    SWAP_RATE,
                                    COPY,
                                    SCAN,
                                    SAMPLES,
                                    SAMPLE_PERIOD),
                            f -> new ReclamationDef(
                                    f.name(),
                                    f.get(MachineKinds.TITLE),
                                    f.get(LEVELS),
                                    f.get(IDLE_TAX),
                                    f.get(BALLOON_LIMIT),
                                    f.get(BALLOON_RATE),
                                    f.get(COMPRESSION_CACHE),
                                    f.get(DECOMPRESS),
                                    f.get(SWAP_RATE),
                                    f.get(COPY),
                                    f.find(SCAN),
                                    f.get(SAMPLES),
                                    f.get(SAMPLE_PERIOD),
                                    f.figures()))
                    .withFigures()
                    .extensible());

    private ReclamationKeys() {}
}
