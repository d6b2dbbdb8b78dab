// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is done to an input, it is read or refused with a reason, and what is read makes sense. */
class MutatedInputsTest {
    /** Of each kind; {@code -Pfuzz} makes 100,000. */
    private static final int MUTATIONS = Integer.getInteger("hvsim.mutations", 1500);

    @ParameterizedTest
    @EnumSource
    void noMutationEscapes(InputKind kind) {
        List<String> valid = Corpus.of(kind).stream()
                .filter(Corpus::isValid)
                .map(input -> new String(input.bytes(), StandardCharsets.UTF_8))
                .toList();
        SplittableRandom random = new SplittableRandom(kind.name().hashCode());
        Mutations mutations = new Mutations(random);
        int accepted = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = mutations.of(valid.get(i % valid.size()));
            try {
                accepted += kind.accepts(mutated) ? 1 : 0;
            } catch (RuntimeException | AssertionError | StackOverflowError escaped) {
                throw new AssertionError(
                        kind + ", mutation " + i + ": " + HexFormat.of().formatHex(mutated), escaped);
            }
        }
        assertThat(accepted).as("mutations that leave something to read").isBetween(MUTATIONS / 20, MUTATIONS - 1);
    }
}
