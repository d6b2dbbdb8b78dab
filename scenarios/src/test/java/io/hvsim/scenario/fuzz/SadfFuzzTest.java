// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class SadfFuzzTest extends Fuzzed {
    SadfFuzzTest() {
        super(InputKind.SADF);
    }
}
