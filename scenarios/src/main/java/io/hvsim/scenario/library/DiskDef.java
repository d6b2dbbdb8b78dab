// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.DistributionFigure;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A disk or array: {@code parallel} requests are served at a time, each for a random service time.
 *
 * @param serviceNs of a read
 * @param writeServiceNs of a write
 * @param striped whether the address of a request decides which of the parallel places serves it
 * @param queueDepth requests inside the disk at most; empty for no limit
 * @param reorderGain what a choice among waiting requests gains, for each doubling of them, as a share; empty for nothing
 * @param bandwidthBytesPerSecond of its link; empty when transfers are part of the service times
 */
public record DiskDef(
        String name,
        String title,
        DistributionFigure serviceNs,
        DistributionFigure writeServiceNs,
        int parallel,
        boolean striped,
        OptionalInt queueDepth,
        Optional<Figure> reorderGain,
        Optional<Figure> bandwidthBytesPerSecond,
        List<Figure> figures)
        implements Definition {}
