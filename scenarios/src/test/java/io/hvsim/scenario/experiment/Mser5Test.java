// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Mser5Test {

    private static double[] noise(int length) {
        SplittableRandom random = new SplittableRandom(1);
        return random.doubles(length, 9, 11).toArray();
    }

    @Test
    void rampAtTheStartIsCut() {
        double[] series = noise(200);
        for (int i = 0; i < 40; i++) {
            series[i] += 40 - i;
        }
        assertThat(Mser5.cut(series)).isBetween(30, 50);
    }

    @Test
    void steadySeriesKeepsMostOfItself() {
        assertThat(Mser5.cut(noise(200))).isLessThan(60);
    }

    @Test
    void cutIsAMultipleOfFiveAndAtMostHalf() {
        double[] everRising = new double[203];
        Arrays.setAll(everRising, i -> i);
        assertThat(Mser5.cut(everRising)).isEqualTo(100);
    }

    @Test
    void emptyIntervalsAreNotTakenForZeros() {
        double[] series = noise(200);
        int whole = Mser5.cut(series);
        for (int i = 150; i < 170; i++) {
            series[i] = Double.NaN;
        }
        assertThat(Mser5.cut(series)).isEqualTo(whole);
        double[] nothing = new double[50];
        Arrays.fill(nothing, Double.NaN);
        assertThat(Mser5.cut(nothing)).isLessThanOrEqualTo(25);
        assertThat(Mser5.cut(new double[0])).isZero();
    }

    /** Batch means 10, 2, 2, 2: the squared error is 3 / 4^2 * 16 with the first batch and 0 without. */
    @Test
    void handWorkedSeries() {
        double[] series = new double[20];
        Arrays.fill(series, 2);
        Arrays.fill(series, 0, 5, 10);
        assertThat(Mser5.cut(series)).isEqualTo(5);
    }
}
