// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class PerfTraceFuzzTest extends Fuzzed {
    PerfTraceFuzzTest() {
        super(InputKind.PERF_TRACE);
    }
}
