// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class VirtTopFuzzTest extends Fuzzed {
    VirtTopFuzzTest() {
        super(InputKind.VIRT_TOP);
    }
}
