// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

/** What makes the replications of a point differ, and so what its intervals mean. */
public enum Spread {
    /** Other random numbers: the intervals are Student-t confidence intervals for the mean. */
    CHANCE,
    /** Other values of the figures that are only known as ranges: the intervals hold that share of the replications. */
    FIGURES
}
