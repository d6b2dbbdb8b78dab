// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

import io.hvsim.scenario.calibration.LogContent.Remark;
import java.util.List;
import java.util.Optional;

/**
 * What a log says of the model.
 *
 * @param library a library file of several definitions, in YAML
 * @param extended what the file extends and what the measured guest was taken to run under
 * @param kinds of the definitions in it, in the plural
 * @param suite the measurements as a suite, in YAML; empty where no workload of the library repeats them
 * @param changes the figures of the library file
 * @param unread lines that could not be read
 * @param remarks rows that were read and left out, and why
 * @param unused rows that no figure of the model stands for
 * @param assumedClock clock that was assumed, with the reason; empty when it is known
 */
public record Calibration(
        String library,
        String extended,
        List<String> kinds,
        Optional<String> suite,
        List<Change> changes,
        List<Remark> unread,
        List<Remark> remarks,
        List<String> unused,
        String assumedClock) {

    /**
     * A figure that was measured.
     *
     * @param before the library's value; NaN where it has none
     * @param after as measured
     * @param from the row of the log
     */
    public record Change(String figure, double before, double after, String unit, String from) {}
}
