// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.Map;

/**
 * How an uncertain figure moves a metric.
 *
 * @param axes the point of the sweep, axis name to label
 * @param figure path of the figure
 * @param rankCorrelation Spearman's, -1 to 1: of the figure's values with those of the metric
 * @param firstOrder first-order Sobol index, 0 to 1: the share of the metric's variance that vanishes when the figure is known
 * @param low the metric's mean where the figure is in the lowest fifth of its range
 * @param high the same for the highest fifth
 */
public record Influence(
        Map<String, String> axes,
        String vm,
        String metric,
        String figure,
        double rankCorrelation,
        double firstOrder,
        double low,
        double high) {}
