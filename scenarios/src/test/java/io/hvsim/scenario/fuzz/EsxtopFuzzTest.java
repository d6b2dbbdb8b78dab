// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class EsxtopFuzzTest extends Fuzzed {
    EsxtopFuzzTest() {
        super(InputKind.ESXTOP);
    }
}
