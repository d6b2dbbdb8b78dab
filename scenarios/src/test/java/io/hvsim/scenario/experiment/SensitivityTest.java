// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.scenario.sweep.LatinHypercube;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SensitivityTest {
    private static double[][] inputs(int samples, int dimensions) {
        return LatinHypercube.draw(samples, dimensions, RandomStream.of(3, 0, "test"));
    }

    /** Variances add: 9 of 10 parts are the first input's. Its lowest fifth has mean 0.1, its highest 0.9. */
    @Test
    void sharesOfASumAreThoseOfItsVariances() {
        double[][] x = inputs(400, 3);
        double[] y =
                IntStream.range(0, 400).mapToDouble(i -> 3 * x[0][i] + x[1][i]).toArray();
        Sensitivity first = Sensitivity.of(x[0], y);
        assertThat(first.firstOrder()).isCloseTo(0.9, within(0.03));
        assertThat(Sensitivity.of(x[1], y).firstOrder()).isCloseTo(0.1, within(0.05));
        assertThat(Sensitivity.of(x[2], y).firstOrder()).isLessThan(0.05);
        assertThat(first.high() - first.low()).isCloseTo(3 * 0.8, within(0.15));
    }

    /** Ishigami's function with a = 7, b = 0.1: 0.3139, 0.4424 and 0, the last acting through the first only. */
    @Test
    void indicesOfIshigamisFunctionAreTheKnownOnes() {
        double[][] x = inputs(4000, 3);
        double[] y = IntStream.range(0, 4000)
                .mapToDouble(i -> ishigami(angle(x[0][i]), angle(x[1][i]), angle(x[2][i])))
                .toArray();
        assertThat(Sensitivity.of(x[0], y).firstOrder()).isCloseTo(0.3139, within(0.03));
        assertThat(Sensitivity.of(x[1], y).firstOrder()).isCloseTo(0.4424, within(0.03));
        assertThat(Sensitivity.of(x[2], y).firstOrder()).isCloseTo(0, within(0.02));
    }

    private static double angle(double share) {
        return Math.PI * (2 * share - 1);
    }

    private static double ishigami(double a, double b, double c) {
        return Math.sin(a) + 7 * Math.pow(Math.sin(b), 2) + 0.1 * Math.pow(c, 4) * Math.sin(a);
    }

    @Test
    void ofAnOutputThatDoesNotVaryIsZero() {
        assertThat(Sensitivity.of(new double[] {1, 2, 3, 4, 5}, new double[] {2, 2, 2, 2, 2})
                        .firstOrder())
                .isZero();
    }
}
