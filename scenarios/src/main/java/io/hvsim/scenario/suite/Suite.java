// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A suite that was read and found free of problems: results of one measurement, each with the scenario that must show it.
 *
 * @param name short name: that of the file without its ending
 * @param title a line for people
 * @param about what was measured, and what the model needs for it; may be empty
 * @param source where the results were published; may be empty when each point says so itself
 * @param calibration whether it has as many free parameters as points, so that meeting it proves nothing
 * @param overcommit whether more vCPUs than pCPUs make the results, so that its predictions are counted apart
 * @param freeParameters how many figures of the library were fitted to it
 * @param fittedKeys what sources of figures fitted to this measurement say of it; no predicted point may rest on such a figure
 * @param tolerance largest error of a point that counts as met, 0..; empty for {@link #USUAL_TOLERANCE}
 * @param causes sentences on why points are missed
 */
public record Suite(
        String name,
        String title,
        String about,
        String source,
        boolean calibration,
        boolean overcommit,
        int freeParameters,
        List<String> fittedKeys,
        OptionalDouble tolerance,
        List<String> causes,
        List<SuitePoint> points) {

    /** The error that counts as met where neither point nor suite say otherwise. */
    public static final double USUAL_TOLERANCE = 0.25;

    /** The same with other points. */
    public Suite withPoints(List<SuitePoint> points) {
        return new Suite(
                name,
                title,
                about,
                source,
                calibration,
                overcommit,
                freeParameters,
                fittedKeys,
                tolerance,
                causes,
                points);
    }

    /** The largest error of the point that counts as met, as a share of the published value. */
    public double tolerance(SuitePoint point) {
        return point.tolerance().orElse(tolerance.orElse(USUAL_TOLERANCE));
    }

    /** Whether point or suite say themselves what counts as met. */
    public boolean hasOwnTolerance(SuitePoint point) {
        return point.tolerance().isPresent() || tolerance.isPresent();
    }
}
