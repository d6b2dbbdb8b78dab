// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.validation;

import io.hvsim.scenario.suite.Role;
import io.hvsim.scenario.suite.Suite;
import io.hvsim.scenario.suite.SuitePoint;

/**
 * A published result with its simulated value.
 *
 * @param simulated in the unit of the point
 * @param onNative what was simulated without virtualization, in the same unit; unknown when the point does not ask for it
 */
public record PointOutcome(SuitePoint point, Estimate simulated, Estimate onNative) {

    /** Simulated over published value, less one, in percent; NaN when nothing was measured. */
    public double errorPercent() {
        return 100 * (simulated.mean() / point.published() - 1);
    }

    /**
     * The error of the extra, which is what virtualization adds to the native value or takes from it, in percent; positive
     * when it is simulated larger than published. NaN without a native value, or when published results differ in nothing.
     */
    public double errorExtraPercent() {
        double published = point.onNative()
                .map(each -> point.published() - each.published())
                .orElse(Double.NaN);
        return published == 0 ? Double.NaN : 100 * ((simulated.mean() - onNative.mean()) / published - 1);
    }

    /** Whether the error is no more than what counts as met. */
    public boolean isMet(Suite suite) {
        return Math.abs(errorPercent()) <= 100 * suite.tolerance(point);
    }

    /** With which others it is counted. */
    public Group group(Suite suite) {
        if (point.role() == Role.PREDICTED) {
            return suite.overcommit() ? Group.OVERCOMMIT : Group.PREDICTED;
        }
        return suite.calibration() ? Group.CALIBRATION : Group.FITTED;
    }
}
