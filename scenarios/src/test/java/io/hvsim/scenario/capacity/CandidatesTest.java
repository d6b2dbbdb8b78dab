// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CandidatesTest {

    /** ln(20) / ln(1.01) = 301.07 steps from 100/s to 2000/s. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1..32 | {from: 1, to: 32, step: 1}",
                "1 .. 5000 | {from: 1, to: 5000, points: 857, scale: log}",
                "100/s..2000/s | {from: 100/s, to: 2000/s, points: 303, scale: log}",
                "5..1 | {from: 5, to: 1, step: 1}",
                "[1, 2, 4] | [1, 2, 4]",
                "much..more | {from: much, to: more, points: 2, scale: log}"
            })
    void areARangeOrWhatWasWritten(String typed, String range) {
        assertThat(Candidates.asRange(typed)).isEqualTo(range);
    }
}
