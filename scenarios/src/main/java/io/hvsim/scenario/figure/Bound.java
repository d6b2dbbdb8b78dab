// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.figure;

/** Which end of every figure that is only known as a range is taken. */
public enum Bound implements FigureValues {
    /** The figure's own value. */
    CENTRAL,
    /** The end that makes the guest faster. */
    OPTIMISTIC,
    /** The end that makes the guest slower. */
    PESSIMISTIC;

    @Override
    public double of(Figure figure) {
        return switch (this) {
            case CENTRAL -> figure.value();
            case OPTIMISTIC -> figure.moreIsBetter() ? figure.high() : figure.low();
            case PESSIMISTIC -> figure.moreIsBetter() ? figure.low() : figure.high();
        };
    }
}
