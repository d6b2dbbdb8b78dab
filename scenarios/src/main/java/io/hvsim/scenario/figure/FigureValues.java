// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.figure;

/** Which value is taken of each figure, whose range may leave a choice. */
@FunctionalInterface
public interface FigureValues {

    /** The value of {@code figure}, in its base unit. */
    double of(Figure figure);
}
