// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class CsvFuzzTest extends Fuzzed {
    CsvFuzzTest() {
        super(InputKind.CSV);
    }
}
