// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PairedDifferenceTest {

    /**
     * Differences 1, 2, 3, 4: mean 2.5, standard error 0.6455, t = 3.873 with 3 degrees of freedom, p = 0.0305, and the 95 %
     * interval is 2.5 +- 3.1824 x 0.6455.
     */
    @Test
    void isThePairedTTestOfTheTextbook() {
        PairedDifference difference =
                PairedDifference.of(new double[] {11, 22, 33, 44}, new double[] {10, 20, 30, 40}, 0.95);
        assertThat(difference.pairs()).isEqualTo(4);
        assertThat(difference.mean()).isEqualTo(2.5);
        assertThat(difference.pValue()).isCloseTo(0.0305, within(1e-4));
        assertThat(difference.low()).isCloseTo(2.5 - 3.18245 * 0.6454972, within(1e-4));
        assertThat(difference.high()).isCloseTo(2.5 + 3.18245 * 0.6454972, within(1e-4));
    }

    /** The pairs spread a hundred times as wide as they differ, which an unpaired test would not see through. */
    @Test
    void whatBothShareCancels() {
        PairedDifference difference =
                PairedDifference.of(new double[] {101.1, 502.0, 903.1, 13.9}, new double[] {100, 501, 902, 13}, 0.95);
        assertThat(difference.pValue()).isLessThan(0.001);
    }

    @Test
    void differencesThatDoNotVaryAreCertain() {
        assertThat(PairedDifference.of(new double[] {3, 5}, new double[] {2, 4}, 0.95)
                        .pValue())
                .isZero();
        assertThat(PairedDifference.of(new double[] {3, 5}, new double[] {3, 5}, 0.95)
                        .pValue())
                .isEqualTo(1);
    }

    @Test
    void roundingIsNoDifference() {
        double[] sums = {0.1 + 0.2, 0.3};
        assertThat(PairedDifference.of(sums, new double[] {0.3, 0.3}, 0.95).pValue())
                .isEqualTo(1);
    }

    @Test
    void pairsThatLackAValueAreLeftOut() {
        PairedDifference difference =
                PairedDifference.of(new double[] {3, Double.NaN, 5}, new double[] {1, 1, Double.NaN}, 0.95);
        assertThat(difference.pairs()).isEqualTo(1);
        assertThat(difference.mean()).isEqualTo(2);
        assertThat(difference.pValue()).isNaN();
        assertThat(difference.low()).isNaN();
    }
}
