// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.scenario.experiment.Progress.Standing;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {

    /** 20 of the 40 replications that were not found took 10 s, so 20 more take 10 s. */
    @Test
    void timeLeftFollowsFromWhatWasSimulated() {
        Standing standing = new Standing(3, 8, 60, 40, 80, 5_000_000, Double.NaN);
        assertThat(TerminalProgress.line(standing, 10))
                .isEqualTo("3 of 8 points, 60 of 80 replications, 0.5 M events/s, 10 s left");
    }

    @Test
    void thePrecisionReachedIsShownWhereOneIsAsked() {
        Standing standing = new Standing(0, 1, 10, 0, 1010, 10_000_000, 2.5);
        assertThat(TerminalProgress.line(standing, 10))
                .isEqualTo("0 of 1 points, 10 of 1010 replications, 1.0 M events/s,"
                        + " widest interval 2.5 times what is asked, 17 min left");
    }

    @Test
    void nothingIsSaidOfTheTimeLeftBeforeAnythingWasSimulated() {
        assertThat(TerminalProgress.line(new Standing(0, 1, 5, 5, 10, 0, Double.NaN), 1))
                .isEqualTo("0 of 1 points, 5 of 10 replications, 0.0 M events/s");
    }
}
