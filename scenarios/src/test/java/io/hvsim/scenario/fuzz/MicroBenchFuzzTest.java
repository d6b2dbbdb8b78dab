// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class MicroBenchFuzzTest extends Fuzzed {
    MicroBenchFuzzTest() {
        super(InputKind.MICRO_BENCH);
    }
}
