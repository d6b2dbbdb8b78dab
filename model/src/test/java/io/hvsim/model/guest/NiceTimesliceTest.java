// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NiceTimesliceTest {

    @ParameterizedTest
    @CsvSource({"0, 100", "-20, 800", "19, 5", "-1, 420", "10, 50"})
    void g1TimeslicesOfTheO1Scheduler(int nice, long milliseconds) {
        assertThat(NiceTimeslice.of(100_000_000, nice)).isEqualTo(milliseconds * 1_000_000);
    }
}
