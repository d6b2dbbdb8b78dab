// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Correction of p-values for how many hypotheses are tested at once: rejecting those whose adjusted value is below a level
 * rejects any true one with at most that probability, however the tests depend on each other.
 *
 * <p>Source: Holm, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6 (1979).
 */
public final class Holm {
    private Holm() {}

    /** The adjusted p-values in the order given, each at most 1; what is unknown (NaN) stays so and does not count. */
    public static double[] adjusted(double[] pValues) {
        double[] adjusted = pValues.clone();
        List<Integer> known = IntStream.range(0, pValues.length)
                .filter(i -> !Double.isNaN(pValues[i]))
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .toList();
        double largest = 0;
        for (int rank = 0; rank < known.size(); rank++) {
            int i = known.get(rank);
            largest = Math.max(largest, Math.min(1, (known.size() - rank) * pValues[i]));
            adjusted[i] = largest;
        }
        return adjusted;
    }
}
