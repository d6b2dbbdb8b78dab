// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

/** What a published result is to the model. */
public enum Role {
    /** No figure that it rests on was chosen to meet it or its siblings: it tests the model. */
    PREDICTED,
    /** Some figure was. */
    FITTED
}
