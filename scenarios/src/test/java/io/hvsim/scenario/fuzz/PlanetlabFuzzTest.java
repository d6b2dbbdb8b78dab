// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class PlanetlabFuzzTest extends Fuzzed {
    PlanetlabFuzzTest() {
        super(InputKind.PLANETLAB);
    }
}
