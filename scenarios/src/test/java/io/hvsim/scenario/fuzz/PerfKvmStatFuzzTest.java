// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class PerfKvmStatFuzzTest extends Fuzzed {
    PerfKvmStatFuzzTest() {
        super(InputKind.PERF_KVM_STAT);
    }
}
