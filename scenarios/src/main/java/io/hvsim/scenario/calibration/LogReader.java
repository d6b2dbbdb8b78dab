// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.calibration;

/** Reads what one tool prints. Whatever the text is, it gives rows and remarks, never an exception. */
interface LogReader {
    LogContent read(MeasurementLog log);
}
