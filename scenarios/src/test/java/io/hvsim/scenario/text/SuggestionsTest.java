// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    @Test
    void knownPairsOfJaroAndWinklerComeOut() {
        assertThat(Suggestions.similarity("dixon", "dicksonx")).isBetween(0.813, 0.814);
        assertThat(Suggestions.similarity("martha", "marhta")).isBetween(0.961, 0.962);
        assertThat(Suggestions.similarity("abc", "xyz")).isZero();
    }

    @Test
    void oneTypingErrorIsSeenInShortWords() {
        List<String> groups = List.of("web", "db", "mail");
        assertThat(Suggestions.near("wbe", groups)).containsExactly("web");
        assertThat(Suggestions.near("mai", groups)).containsExactly("mail");
        assertThat(Suggestions.near("zzz", groups)).isEmpty();
    }

    @Test
    void atMostThreeAreSuggestedTheNearestFirst() {
        List<String> words = List.of("latency.p50", "latency.p95", "latency.p99", "latency.p999", "latency.max");
        assertThat(Suggestions.near("latency.p98", words))
                .containsExactly("latency.p95", "latency.p99", "latency.p999");
    }

    @Test
    void everythingIsListedWhenNothingIsNear() {
        assertThat(Suggestions.shortAdvice("qqq", List.of("a", "b"), "known")).isEqualTo("known: a, b");
        assertThat(Suggestions.shortAdvice("qqq", List.of(), "known")).isEqualTo("known: none");
    }

    @Test
    void aVeryLongWordIsNotCompared() {
        assertThat(Suggestions.near("a".repeat(1_000_000), List.of("a".repeat(1_000_000))))
                .isEmpty();
    }
}
