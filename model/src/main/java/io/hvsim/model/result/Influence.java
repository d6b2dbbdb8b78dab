// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

import java.util.Map;

/**
 * How an uncertain figure moves a metric.
 *
 * @param axes the point of the sweep, axis name to label
 * @param figure path of the figure
 * @param rankCorrelation Spearman's, -1 to 1: of the figure's values with those of the metric
 */
public record Influence(Map<String, String> axes, String vm, String metric, String figure, double rankCorrelation) {}
