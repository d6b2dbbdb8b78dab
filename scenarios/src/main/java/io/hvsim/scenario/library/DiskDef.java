// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.library;

import io.hvsim.scenario.figure.DistributionFigure;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.schema.Definition;
import java.util.List;

/** A disk or array: {@code parallel} requests are served at a time, each for a random service time. */
public record DiskDef(String name, String title, DistributionFigure serviceNs, int parallel, List<Figure> figures)
        implements Definition {}
