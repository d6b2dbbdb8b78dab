// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HolmTest {

    /** Four values 0.01, 0.02, 0.03, 0.04: 4 x 0.01, then 3 x 0.02, then 2 x 0.03, and the last not below the one before. */
    @Test
    void multipliesByHowManyAreLeftAndNeverFalls() {
        assertThat(Holm.adjusted(new double[] {0.03, 0.01, 0.04, 0.02})).containsExactly(0.06, 0.04, 0.06, 0.06);
    }

    @Test
    void isAtMostOneAndLeavesOutWhatIsUnknown() {
        assertThat(Holm.adjusted(new double[] {0.9, Double.NaN, 0.6})).containsExactly(1, Double.NaN, 1);
    }
}
