// SPDX-License-Identifier: Apache-2.0
/**
 * What a VM is used for (the first level of the cost model): programs that serve requests, and the loads that send them.
 * Start with {@link io.hvsim.model.workload.Service}.
 */
package io.hvsim.model.workload;
