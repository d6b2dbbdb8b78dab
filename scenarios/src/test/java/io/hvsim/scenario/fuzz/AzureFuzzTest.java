// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.fuzz;

class AzureFuzzTest extends Fuzzed {
    AzureFuzzTest() {
        super(InputKind.AZURE);
    }
}
