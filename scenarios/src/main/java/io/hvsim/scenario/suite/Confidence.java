// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

/** How sure it is that a published number is what was published. */
public enum Confidence {
    /** Read in the source. */
    SEEN,
    /** Read in a text that quotes the source. */
    SEEN_2,
    /** Known from memory. */
    RECALLED
}
