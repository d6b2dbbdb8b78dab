// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.FigureType;
import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.schema.MappingType;
import io.hvsim.scenario.schema.Range;
import io.hvsim.scenario.text.Dimension;
import java.util.List;

/**
 * How long a host or a guest polls for an idle CPU to be needed again: a window that adapts between nothing and {@code
 * maxNs}.
 *
 * @param grow factor by which the window grows
 * @param growStartNs first window above 0
 * @param shrink divisor by which it shrinks; 0 drops it at once
 */
public record HaltPollingDef(Figure maxNs, Figure grow, Figure growStartNs, Figure shrink) {
    private static final Key<Figure> MAX = Key.required("max", FigureType.of(Dimension.TIME), "longest window");
    private static final Key<Figure> GROW = Key.required(
            "grow", new FigureType(Dimension.NUMBER, Range.of(1, 100)), "factor by which the window grows");
    private static final Key<Figure> GROW_START =
            Key.required("grow-start", FigureType.of(Dimension.TIME), "first window above 0");
    private static final Key<Figure> SHRINK = Key.required(
            "shrink",
            new FigureType(Dimension.NUMBER, Range.of(0, 100)),
            "divisor by which it shrinks; 0 drops it at once");

    static final MappingType<HaltPollingDef> TYPE = MappingType.of(
                    "halt-polling",
                    "how long an idle CPU is polled for",
                    List.of(MAX, GROW, GROW_START, SHRINK),
                    f -> new HaltPollingDef(f.get(MAX), f.get(GROW), f.get(GROW_START), f.get(SHRINK)))
            .withFigures();
}
