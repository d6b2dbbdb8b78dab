// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class VmexitFuzzTest extends Fuzzed {
    VmexitFuzzTest() {
        super(InputKind.VMEXIT);
    }
}
