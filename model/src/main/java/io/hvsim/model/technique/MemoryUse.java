// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * How a workload uses its address spaces.
 *
 * @param longLivedTables whether page tables live long enough for a monitor to adapt to writes into them
 * @param walks its page-table walks
 */
public record MemoryUse(boolean longLivedTables, PageWalks walks) {

    /** Short-lived tables, and walks that do not matter. */
    public static final MemoryUse LIGHT = new MemoryUse(false, PageWalks.NONE);
}
