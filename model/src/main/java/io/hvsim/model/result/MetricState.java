// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

/**
 * One of several values around which the replications of a point gather, as a system does that stays in the state it
 * happens to fall into.
 *
 * @param mean over the replications in this state
 * @param replications how many are in it; over all of them, its frequency
 */
public record MetricState(double mean, int replications) {}
