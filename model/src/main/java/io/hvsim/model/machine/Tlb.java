// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

/**
 * The data TLB of a CPU as a reach: pages that it holds, and what a walk costs when a page is not among them.
 *
 * <p>Accesses are taken to fall anywhere in the working set with the same probability, so the share that misses is the
 * share of the working set beyond the reach. Real programs have locality; their working set is to be given as the part
 * that they touch without.
 *
 * @param entries pages of 4 KiB held in the last level; at least 1
 * @param largeEntries pages of 2 MiB held in the last level; at least 1
 * @param walkCycles one walk of native page tables, in cycles of this CPU
 */
public record Tlb(double entries, double largeEntries, double walkCycles) {
    private static final double PAGE = 4096;
    private static final double LARGE_PAGE = 2 << 20;

    /**
     * Share of native user-mode time that goes into page-table walks, from 0 to 1.
     *
     * @param workingSetBytes memory that is touched without locality
     * @param touchesPerCycle such accesses in each cycle of user-mode work that is no walk
     */
    public double walkShare(double workingSetBytes, double touchesPerCycle, boolean largePages) {
        double reach = largePages ? largeEntries * LARGE_PAGE : entries * PAGE;
        double misses = Math.max(0, 1 - reach / workingSetBytes);
        double walks = touchesPerCycle * misses * walkCycles;
        return walks / (1 + walks);
    }
}
