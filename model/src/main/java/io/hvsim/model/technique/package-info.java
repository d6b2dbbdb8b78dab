// SPDX-License-Identifier: Apache-2.0
/**
 * The third level of the cost model: what platform operations cost on a virtualization technique. Start with {@link
 * io.hvsim.model.technique.CostModel}.
 */
package io.hvsim.model.technique;
