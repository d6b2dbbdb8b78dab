// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.result.PointResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThresholdTest {
    private final List<Integer> asked = new ArrayList<>();

    /** Candidates below {@code meets} meet, from {@code misses} on they miss, and between nobody knows. */
    private Threshold search(int candidates, int meets, int misses) throws Exception {
        return Threshold.search(candidates, place -> {
            asked.add(place);
            return trial(place, place < meets ? Verdict.MEETS : place < misses ? Verdict.UNDECIDED : Verdict.MISSES);
        });
    }

    private static Trial trial(int place, Verdict verdict) {
        PointResult nothing = new PointResult(Map.of(), 0, "", true, List.of(), List.of(), List.of());
        return new Trial(place, Integer.toString(place), nothing, verdict);
    }

    @Test
    void findsBothEndsOfWhatIsUndecidedWhereverTheyLie() throws Exception {
        for (int candidates = 1; candidates <= 20; candidates++) {
            for (int meets = 0; meets <= candidates; meets++) {
                for (int misses = meets; misses <= candidates; misses++) {
                    asked.clear();
                    Threshold threshold = search(candidates, meets, misses);
                    assertThat(threshold.meets().map(Trial::place).orElse(-1)).isEqualTo(meets - 1);
                    assertThat(threshold.misses().map(Trial::place).orElse(candidates))
                            .isEqualTo(misses);
                    assertThat(threshold.reachesEnd()).isEqualTo(meets == candidates);
                    assertThat(threshold.isOrdered()).isTrue();
                    assertThat(asked).doesNotHaveDuplicates();
                }
            }
        }
    }

    /** 0 and a first step of 1000 / 32; then halves between. */
    @Test
    void triesFewAndNoneFarBeyond() throws Exception {
        Threshold threshold = search(1000, 13, 13);
        assertThat(threshold.meets().orElseThrow().place()).isEqualTo(12);
        assertThat(asked).containsExactly(0, 31, 15, 7, 11, 13, 12);
    }

    @Test
    void saysWhenVerdictsAreOutOfOrder() throws Exception {
        Verdict[] verdicts = {Verdict.MEETS, Verdict.MISSES, Verdict.MEETS, Verdict.MEETS, Verdict.MISSES};
        Threshold fine = Threshold.search(2, place -> trial(place, verdicts[place]));
        assertThat(fine.isOrdered()).isTrue();
        Threshold threshold = new Threshold(
                fine.meets(), fine.misses(), false, List.of(trial(1, Verdict.MISSES), trial(2, Verdict.MEETS)));
        assertThat(threshold.isOrdered()).isFalse();
    }
}
