// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

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
 * @param findings what a question that took more than a run came to, in sentences; empty for a run
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
        List<Influence> influences,
        List<String> findings) {

    /** A run, which leaves it to the reader what to find. */
    public ExperimentResult(
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
        this(
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
                influences,
                List.of());
    }

    /** The same with {@code charts}. */
    public ExperimentResult withCharts(List<ChartSpec> charts) {
        return copy(scenario, question, axes, points, warnings, charts, findings);
    }

    /** The same with {@code points}. */
    public ExperimentResult withPoints(List<PointResult> points) {
        return copy(scenario, question, axes, points, warnings, charts, findings);
    }

    /** The same with {@code warnings}. */
    public ExperimentResult withWarnings(List<String> warnings) {
        return copy(scenario, question, axes, points, warnings, charts, findings);
    }

    /** The same as the answer to another question. */
    public ExperimentResult answering(String otherScenario, String otherQuestion, List<String> found) {
        return copy(otherScenario, otherQuestion, axes, points, warnings, charts, found);
    }

    /** The same points with one more label each. */
    public ExperimentResult labelled(String axis, String label) {
        List<String> longer = new ArrayList<>(axes);
        longer.add(axis);
        List<PointResult> labelled =
                points.stream().map(point -> point.labelled(axis, label)).toList();
        return copy(scenario, question, List.copyOf(longer), labelled, warnings, charts, findings);
    }

    private ExperimentResult copy(
            String scenario,
            String question,
            List<String> axes,
            List<PointResult> points,
            List<String> warnings,
            List<ChartSpec> charts,
            List<String> findings) {
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
                influences,
                findings);
    }

    /**
     * The points of several experiments as those of one, with all figures and warnings, each once.
     *
     * @param parts at least one; what they do not share is that of the first
     * @param axes names of the axes of all points
     */
    public static ExperimentResult joined(List<ExperimentResult> parts, List<String> axes) {
        ExperimentResult first = parts.get(0);
        return new ExperimentResult(
                first.scenario,
                first.title,
                first.question,
                first.seed,
                first.confidence,
                axes,
                all(parts, ExperimentResult::points),
                all(parts, ExperimentResult::figures),
                all(parts, ExperimentResult::warnings),
                first.charts,
                first.spread,
                List.of(),
                first.findings);
    }

    private static <T> List<T> all(List<ExperimentResult> parts, Function<ExperimentResult, List<T>> list) {
        return parts.stream()
                .flatMap(part -> list.apply(part).stream())
                .distinct()
                .toList();
    }
}
