// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class VmstatFuzzTest extends Fuzzed {
    VmstatFuzzTest() {
        super(InputKind.VMSTAT);
    }
}
