// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.List;

/**
 * Everything an experiment found out, ready to be written, charted and reported.
 *
 * @param scenario the scenario's short name (its file name without ending)
 * @param axes names of the sweep axes, in order
 * @param confidence level of the intervals, such as 0.95
 * @param figures the library figures that the points rest on, each once
 * @param warnings what limits the answer, in sentences
 */
public record ExperimentResult(
        String scenario,
        String title,
        String question,
        long seed,
        double confidence,
        List<String> axes,
        List<PointResult> points,
        List<FigureUse> figures,
        List<String> warnings,
        List<ChartSpec> charts) {}
