// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

/**
 * A metric over simulated time, from the start of the run (warm-up included).
 *
 * @param intervalNs length of each interval; interval {@code i} covers {@code [i, i + 1) * intervalNs}
 * @param values one value per interval; NaN where the interval had nothing to measure
 */
public record TimeSeries(String vm, String name, String unit, long intervalNs, double[] values) {}
