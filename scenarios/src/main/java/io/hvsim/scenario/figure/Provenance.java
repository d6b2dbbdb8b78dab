// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.figure;

/**
 * Where a figure comes from. Either {@code source} and {@code machine} are given or {@code assumed} is; the others are
 * empty.
 *
 * @param source paper and table, kernel file, commit
 * @param machine what it was measured on
 * @param assumed why it is assumed
 * @param fittedTo the published result it was chosen to meet; empty when it was not fitted
 */
public record Provenance(String source, String machine, String assumed, String fittedTo) {

    /** A figure that somebody set on purpose, such as in a scenario file or on the command line. */
    public static Provenance assumed(String why) {
        return new Provenance("", "", why, "");
    }
}
