// SPDX-License-Identifier: Apache-2.0
/**
 * Charts of results: one class per kind, one theme for all, drawn with JFreeChart. Start at
 * {@link io.hvsim.output.chart.Charts}.
 */
package io.hvsim.output.chart;
