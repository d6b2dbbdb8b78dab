// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/**
 * One kind of input under Jazzer, which chooses bytes by the code that they reach. A class for each kind, since Jazzer takes one
 * test to a JVM. Only {@code -Pfuzz} runs them: even to replay a corpus Jazzer instruments every class that the JVM loads from
 * then on and says so for each; {@link CorpusTest} replays the same corpus without it.
 */
abstract class Fuzzed {
    private static final long INPUTS = 100_000;

    private final InputKind kind;

    Fuzzed(InputKind kind) {
        this.kind = kind;
    }

    @FuzzTest(maxDuration = "10m", maxExecutions = INPUTS)
    void read(byte[] input) {
        kind.accepts(input);
    }
}
