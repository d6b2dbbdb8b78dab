// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class BitbrainsFuzzTest extends Fuzzed {
    BitbrainsFuzzTest() {
        super(InputKind.BITBRAINS);
    }
}
