// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.List;

/**
 * Everything an experiment found out, ready to be written, charted and reported.
 *
 * @param scenario the scenario's short name (its file name without ending)
 * @param axes names of the sweep axes, in order
 * @param confidence level of the intervals, or share of the replications in them, such as 0.95
 * @param figures the library figures that the points rest on, each once
 * @param warnings what limits the answer, in sentences
 * @param spread what makes the replications of a point differ
 * @param influences of uncertain figures on metrics, strongest first within each; empty unless {@link Spread#FIGURES}
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
        List<ChartSpec> charts,
        Spread spread,
        List<Influence> influences) {

    /** The same with {@code charts}. */
    public ExperimentResult withCharts(List<ChartSpec> charts) {
        return new ExperimentResult(
                scenario,
                title,
                question,
                seed,
                confidence,
                axes,
                points,
                figures,
                warnings,
                charts,
                spread,
                influences);
    }

    /** The same with {@code points}. */
    public ExperimentResult withPoints(List<PointResult> points) {
        return new ExperimentResult(
                scenario,
                title,
                question,
                seed,
                confidence,
                axes,
                points,
                figures,
                warnings,
                charts,
                spread,
                influences);
    }
}
