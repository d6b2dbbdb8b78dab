// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class XentopFuzzTest extends Fuzzed {
    XentopFuzzTest() {
        super(InputKind.XENTOP);
    }
}
