// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import io.hvsim.scenario.assembly.FiguresUsed;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.suite.Role;
import io.hvsim.scenario.suite.Suite;
import io.hvsim.scenario.suite.SuitePoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresBuilder;
import org.apache.commons.math3.fitting.leastsquares.LeastSquaresOptimizer.Optimum;
import org.apache.commons.math3.fitting.leastsquares.LevenbergMarquardtOptimizer;
import org.apache.commons.math3.fitting.leastsquares.MultivariateJacobianFunction;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.util.Pair;

/**
 * Chooses figures anew to meet the fitted points of a suite: those asked for, or all that these points rest on and that say
 * they were fitted. The sum of the squares of the points' errors, as logarithms, becomes as small as it can by changing the figures by
 * factors; a weak pull towards the library's values decides where the points leave a choice.
 *
 * <p>Source: the Levenberg-Marquardt method of Commons Math, with derivatives by differences of {@value #STEP}.
 */
public final class Fit {
    private static final double STEP = 0.02;
    private static final double PULL = 0.003;
    private static final int MOST_EVALUATIONS = 60;
    /** A factor beyond this, or its inverse, is no fit. */
    private static final double MOST_LOG_FACTOR = Math.log(20);

    private final Suite fitted;
    private final Experiment experiment;
    private final List<Figure> figures;

    /**
     * A figure with the value that fits.
     *
     * @param figure as the library has it
     * @param value in its base unit
     */
    public record Chosen(Figure figure, double value) {}

    /**
     * What a fit came to.
     *
     * @param before the fitted points with the figures of the library
     * @param after the same with the chosen ones
     */
    public record Result(List<Chosen> figures, SuiteOutcome before, SuiteOutcome after) {}

    private Fit(Suite suite, Experiment experiment, Set<String> paths) {
        List<SuitePoint> points = suite.points().stream()
                .filter(each -> each.role() == Role.FITTED)
                .toList();
        this.fitted = suite.withPoints(points);
        this.experiment = experiment;
        this.figures = FiguresUsed.of(
                        points.stream().flatMap(each -> each.specs().stream()).toList())
                .stream()
                .filter(figure -> figure.value() > 0)
                .filter(figure ->
                        paths.isEmpty() ? !figure.provenance().fittedTo().isEmpty() : paths.contains(figure.path()))
                .toList();
    }

    /**
     * Fits.
     *
     * @param paths of the figures to choose; empty for those that say they were fitted
     * @throws IllegalArgumentException if the suite has no fitted point, or these rest on none of the figures
     * @throws InterruptedException if the calling thread was interrupted
     */
    public static Result of(Suite suite, Set<String> paths, Experiment experiment) throws InterruptedException {
        Fit fit = new Fit(suite, experiment, paths);
        if (fit.fitted.points().isEmpty() || fit.figures.isEmpty()) {
            throw new IllegalArgumentException("suite '" + suite.name() + "' has "
                    + (fit.fitted.points().isEmpty()
                            ? "no fitted points"
                            : "no fitted points that rest on such a figure above 0"));
        }
        return fit.result();
    }

    private Result result() throws InterruptedException {
        int dimensions = figures.size();
        SuiteOutcome before = outcome(new double[dimensions]);
        Optimum optimum = new LevenbergMarquardtOptimizer()
                .withInitialStepBoundFactor(1)
                .withCostRelativeTolerance(1e-4)
                .withParameterRelativeTolerance(1e-4)
                .optimize(new LeastSquaresBuilder()
                        .start(new double[dimensions])
                        .target(new double[fitted.points().size() + dimensions])
                        .model(errors())
                        .maxEvaluations(MOST_EVALUATIONS)
                        .maxIterations(MOST_EVALUATIONS)
                        .build());
        double[] logs = optimum.getPoint().toArray();
        List<Chosen> chosen = new ArrayList<>();
        for (int i = 0; i < dimensions; i++) {
            chosen.add(new Chosen(figures.get(i), value(i, logs)));
        }
        return new Result(List.copyOf(chosen), before, outcome(logs));
    }

    private MultivariateJacobianFunction errors() {
        return point -> {
            double[] at = point.toArray();
            double[] here = residuals(at);
            RealMatrix slopes = new Array2DRowRealMatrix(here.length, at.length);
            for (int i = 0; i < at.length; i++) {
                double[] beside = at.clone();
                beside[i] += STEP;
                double[] there = residuals(beside);
                for (int row = 0; row < here.length; row++) {
                    slopes.setEntry(row, i, (there[row] - here[row]) / STEP);
                }
            }
            return new Pair<RealVector, RealMatrix>(new ArrayRealVector(here, false), slopes);
        };
    }

    private double[] residuals(double[] logs) {
        int points = fitted.points().size();
        double[] residuals = new double[points + logs.length];
        SuiteOutcome outcome = uninterrupted(logs);
        for (int i = 0; i < points; i++) {
            PointOutcome point = outcome.points().get(i);
            residuals[i] = Math.log(point.simulated().mean() / point.point().published());
        }
        for (int i = 0; i < logs.length; i++) {
            residuals[points + i] = PULL * logs[i];
        }
        return residuals;
    }

    private SuiteOutcome uninterrupted(double[] logs) {
        try {
            return outcome(logs);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the fit was interrupted", interrupted);
        }
    }

    private SuiteOutcome outcome(double[] logs) throws InterruptedException {
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < logs.length; i++) {
            values.put(figures.get(i).path(), value(i, logs));
        }
        return Validation.run(List.of(fitted), experiment, figure -> values.getOrDefault(figure.path(), figure.value()))
                .get(0);
    }

    private double value(int index, double[] logs) {
        double log = Math.max(-MOST_LOG_FACTOR, Math.min(MOST_LOG_FACTOR, logs[index]));
        return figures.get(index).value() * Math.exp(log);
    }
}
