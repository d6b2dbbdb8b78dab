// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.experiment;

import io.hvsim.model.result.MetricState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The separate groups into which the replications of a point fall. A convoy of waiters, for one, forms or does not form, and
 * then stays as it is for longer than a run lasts; a mean over such runs describes none of them.
 *
 * <p>Sorted values are cut at the gap that is widest in units of the standard deviation that the two sides then have in
 * common. They are two groups if that is at least {@value #WIDEST_BY_CHANCE} units, the means differ by {@value #DIFFERENCE}
 * of the larger one, and each side has a tenth of the values, two at least; each side is then looked at again. Of ten values
 * of one group this finds two in one of 1,000 samples if they are normally distributed, in one of 200 if uniformly and in one
 * of 70 if exponentially; more values are taken apart less often. Fewer than {@value #FEWEST} are never taken apart.
 */
public final class States {
    static final int FEWEST = 10;
    private static final double WIDEST_BY_CHANCE = 6;
    private static final double DIFFERENCE = 0.05;

    private States() {}

    /** The groups of {@code values}, of which none is NaN, lowest first; empty when there are not several. */
    public static List<MetricState> of(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        List<MetricState> states = new ArrayList<>();
        split(sorted, states);
        return states.size() == 1 ? List.of() : List.copyOf(states);
    }

    private static void split(double[] sorted, List<MetricState> states) {
        int cut = sorted.length < FEWEST ? 0 : cut(sorted);
        if (cut == 0) {
            states.add(new MetricState(Summary.mean(sorted), sorted.length));
        } else {
            split(Arrays.copyOfRange(sorted, 0, cut), states);
            split(Arrays.copyOfRange(sorted, cut, sorted.length), states);
        }
    }

    /** How many values are below the gap that parts two groups; 0 when none does. */
    private static int cut(double[] sorted) {
        int fewest = Math.max(2, sorted.length / 10);
        int best = 0;
        double widest = 0;
        for (int i = fewest; i <= sorted.length - fewest; i++) {
            double[] lower = Arrays.copyOfRange(sorted, 0, i);
            double[] upper = Arrays.copyOfRange(sorted, i, sorted.length);
            double units =
                    (sorted[i] - sorted[i - 1]) / Math.sqrt((squares(lower) + squares(upper)) / (sorted.length - 2));
            double difference = Summary.mean(upper) - Summary.mean(lower);
            double larger = Math.max(Math.abs(Summary.mean(upper)), Math.abs(Summary.mean(lower)));
            if (units >= Math.max(widest, WIDEST_BY_CHANCE) && difference >= DIFFERENCE * larger) {
                widest = units;
                best = i;
            }
        }
        return best;
    }

    /** Sum of squared differences from the mean. */
    private static double squares(double[] values) {
        double mean = Summary.mean(values);
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return squares;
    }
}
