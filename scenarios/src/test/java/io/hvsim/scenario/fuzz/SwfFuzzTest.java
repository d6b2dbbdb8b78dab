// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class SwfFuzzTest extends Fuzzed {
    SwfFuzzTest() {
        super(InputKind.SWF);
    }
}
