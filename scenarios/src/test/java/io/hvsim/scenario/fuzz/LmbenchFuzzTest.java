// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class LmbenchFuzzTest extends Fuzzed {
    LmbenchFuzzTest() {
        super(InputKind.LMBENCH);
    }
}
