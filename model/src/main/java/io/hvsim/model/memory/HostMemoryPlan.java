// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

import io.hvsim.model.engine.Distribution;

/**
 * The memory of a host that may have promised more than it has.
 *
 * @param pages what there is for VMs
 * @param swapNs service time of the disk that the host swaps to, in nanoseconds
 * @param swapParallel pages that the disk serves at a time, at least 1
 */
public record HostMemoryPlan(long pages, ReclamationPolicy policy, Distribution swapNs, int swapParallel) {}
