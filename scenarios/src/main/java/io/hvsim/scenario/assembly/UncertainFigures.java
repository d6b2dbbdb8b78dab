// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.scenario.figure.Figure;
import io.hvsim.scenario.figure.FigureValues;
import io.hvsim.scenario.sweep.LatinHypercube;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Samples of the figures that are only known as ranges, drawn by Latin hypercube. Below the figure's own value lies half
 * of the probability, spread evenly down to the low end, and above it the other half, up to the high end.
 */
public final class UncertainFigures {
    private final List<Figure> figures;
    /** By figure and sample. */
    private final double[][] values;

    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * Draws the samples.
     *
     * @param figures any figures; those without a range are left as they are
     * @param samples how many; at least 1
     * @param seed the same figures, number and seed give the same samples
     */
    public UncertainFigures(List<Figure> figures, int samples, long seed) {
        this.figures = figures.stream().filter(each -> each.low() < each.high()).toList();
        this.values = LatinHypercube.draw(samples, this.figures.size(), RandomStream.of(seed, 0, "uncertain figures"));
        for (int i = 0; i < values.length; i++) {
            Figure figure = this.figures.get(i);
            numbers.put(figure.path(), i);
            for (int sample = 0; sample < samples; sample++) {
                values[i][sample] = value(figure, values[i][sample]);
            }
        }
    }

    /** The figures that have a range. */
    public List<Figure> figures() {
        return figures;
    }

    /** The values of sample {@code number}, from 0. */
    public FigureValues sample(int number) {
        return figure -> {
            Integer index = numbers.get(figure.path());
            return index == null ? figure.value() : values[index][number];
        };
    }

    /** The value of the figure numbered {@code index} in every sample. */
    double[] values(int index) {
        return values[index];
    }

    private static double value(Figure figure, double quantile) {
        return quantile < 0.5
                ? figure.low() + 2 * quantile * (figure.value() - figure.low())
                : figure.value() + (2 * quantile - 1) * (figure.high() - figure.value());
    }
}
