// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.chart;

import io.hvsim.output.data.Breakdown;

/**
 * One stacked bar.
 *
 * @param group what it shares with its neighbours; empty for none
 * @param label what tells it from them
 * @param parts what it is made of
 * @param end what is written at its end; may be empty
 */
record Bar(String group, String label, Breakdown parts, String end) {}
