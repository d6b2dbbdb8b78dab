// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.result.MetricState;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Groups of replications: found where they are, and seldom where they are not. */
class StatesTest {

    /** Share of samples of {@code size} values that are taken apart; all values are around 100. */
    private static double split(int size, ToDoubleFunction<Random> value) {
        Random random = new Random(2013);
        int samples = 20_000;
        int split = 0;
        for (int i = 0; i < samples; i++) {
            double[] values = new double[size];
            Arrays.setAll(values, each -> value.applyAsDouble(random));
            split += States.of(values).isEmpty() ? 0 : 1;
        }
        return (double) split / samples;
    }

    @Test
    void oneGroupIsSeldomTakenApart() {
        ToDoubleFunction<Random> normal = random -> 100 + 30 * random.nextGaussian();
        ToDoubleFunction<Random> uniform = random -> 50 + 100 * random.nextDouble();
        ToDoubleFunction<Random> exponential = random -> -100 * Math.log(1 - random.nextDouble());
        assertThat(split(10, normal)).isLessThan(0.002);
        assertThat(split(10, uniform)).isLessThan(0.007);
        assertThat(split(10, exponential)).isLessThan(0.02);
        assertThat(split(30, normal)).isLessThan(0.0005);
        assertThat(split(30, uniform)).isLessThan(0.0005);
        assertThat(split(30, exponential)).isLessThan(0.002);
    }

    /** States that are 12 of their standard deviations apart, as often the one as the other, but for all in one. */
    @Test
    void twoGroupsAreNearlyAlwaysFound() {
        ToDoubleFunction<Random> either = random -> (random.nextBoolean() ? 40 : 70) + 2.5 * random.nextGaussian();
        assertThat(split(10, either)).isGreaterThan(0.9);
        assertThat(split(20, either)).isGreaterThan(0.95);
    }

    @Test
    void statesAreListedLowestFirstWithTheirFrequencies() {
        double[] values = {
            103, 18, 36, 18.5, 36.5, 102, 104, 17.5, 35.5, 36, 18, 36, 103.5, 36.2, 17.9, 18.1, 36.3, 18.2, 35.9, 36.1
        };
        List<MetricState> states = States.of(values);
        assertThat(states).extracting(MetricState::replications).containsExactly(7, 9, 4);
        assertThat(states.get(0).mean()).isCloseTo(18, within(0.1));
        assertThat(states.get(1).mean()).isCloseTo(36, within(0.1));
        assertThat(states.get(2).mean()).isCloseTo(103.1, within(0.1));
    }

    @Test
    void tooFewReplicationsAreNeverTakenApart() {
        double[] nine = {1, 1, 1, 1, 5, 5, 5, 5, 5};
        double[] ten = {1, 1, 1, 1, 5, 5, 5, 5, 5, 5};
        assertThat(States.of(nine)).isEmpty();
        assertThat(States.of(ten)).containsExactly(new MetricState(1, 4), new MetricState(5, 6));
    }

    @Test
    void aSingleValueApartIsNoState() {
        assertThat(States.of(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 5})).isEmpty();
    }

    @Test
    void groupsThatHardlyDifferAreOne() {
        assertThat(States.of(new double[] {96, 96, 96, 96, 96, 100, 100, 100, 100, 100}))
                .isEmpty();
        assertThat(States.of(new double[] {94, 94, 94, 94, 94, 100, 100, 100, 100, 100}))
                .hasSize(2);
        assertThat(States.of(new double[12])).isEmpty();
    }
}
