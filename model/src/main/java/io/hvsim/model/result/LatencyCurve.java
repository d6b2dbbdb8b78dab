// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.result;

/**
 * The distribution function of request latency of one VM group: {@code share[i]} of the requests took at most {@code
 * seconds[i]}. Both arrays ascend and have the same length; both are empty when no request finished.
 */
public record LatencyCurve(String vm, double[] seconds, double[] share, long requests) {}
