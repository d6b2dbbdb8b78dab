// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class PerfStatFuzzTest extends Fuzzed {
    PerfStatFuzzTest() {
        super(InputKind.PERF_STAT);
    }
}
