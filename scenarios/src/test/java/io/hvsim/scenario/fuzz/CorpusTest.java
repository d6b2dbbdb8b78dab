// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The inputs that fuzzing starts from, and those that once escaped, without the fuzzer. */
class CorpusTest {

    static Stream<Corpus> inputs() {
        return Stream.of(InputKind.values()).flatMap(kind -> Corpus.of(kind).stream());
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void everyInputIsReadOrRefusedAsItsNameSays(Corpus input) {
        boolean accepted = input.kind().accepts(input.bytes());
        if (input.isValid() || input.isRefused()) {
            assertThat(accepted).isEqualTo(input.isValid());
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyKindHasInputsOfBothSorts(InputKind kind) {
        assertThat(Corpus.of(kind)).anyMatch(Corpus::isValid).anyMatch(input -> !input.isValid());
    }
}
