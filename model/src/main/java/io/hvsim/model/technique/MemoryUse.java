// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * How a workload uses its address spaces.
 *
 * @param longLivedTables whether page tables live long enough for a translator to adapt to writes into them
 * @param pageWalks share of native user-mode time that goes into page-table walks, from 0 to 1
 */
public record MemoryUse(boolean longLivedTables, double pageWalks) {

    /** Short-lived tables, and walks that do not matter. */
    public static final MemoryUse LIGHT = new MemoryUse(false, 0);
}
