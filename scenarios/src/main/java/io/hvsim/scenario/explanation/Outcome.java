// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.scenario.experiment.PairedDifference;
import java.util.List;

/**
 * What a change does to the metric that is explained.
 *
 * @param label what is changed, in a few words
 * @param settings that change it, each {@code PATH=VALUE}
 * @param before the metric without the change, over the same replications
 * @param after with it
 * @param difference after minus before, paired by replication
 * @param adjusted p-value of that difference, corrected for how many changes were tried (Holm); NaN when unknown
 */
public record Outcome(
        String label,
        List<String> settings,
        double before,
        double after,
        PairedDifference difference,
        double adjusted) {

    /** The difference as a share of the value before; NaN where that is 0. */
    public double relative() {
        return before == 0 ? Double.NaN : difference.mean() / Math.abs(before);
    }

    /** Whether chance alone would show such a difference less often than {@code level}, however many were tried. */
    public boolean isSignificant(double level) {
        return adjusted < level;
    }
}
