// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.figure;

import io.hvsim.model.result.FigureUse;

/**
 * A number of the library: a cost or a count of events, with its range and where it comes from.
 *
 * @param path where it stands, such as {@code hypervisors/esx-3.5: techniques.vmi.batch.drain}
 * @param value in the base unit of its kind: ns, cycles, Hz, per second, bytes, bytes per second, share of 1, or a bare
 *     number
 * @param low lower end of its range; {@code value} when it has none
 * @param high upper end of its range; {@code value} when it has none
 * @param moreIsBetter whether the high end is the one that makes the guest faster
 * @param text as written, range included
 */
public record Figure(
        String path, double value, double low, double high, boolean moreIsBetter, String text, Provenance provenance) {

    /** The value that {@code values} takes of this figure. */
    public double at(FigureValues values) {
        return values.of(this);
    }

    /** The figure as a run lists it among those it rests on. */
    public FigureUse use() {
        return new FigureUse(
                path, text, provenance.source(), provenance.machine(), provenance.assumed(), provenance.fittedTo());
    }
}
