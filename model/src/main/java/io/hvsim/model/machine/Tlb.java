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
 * @param hugeEntries pages of 1 GiB held in the last level; 0 on a CPU without such pages
 * @param walkCycles one walk of native page tables to a page of 4 KiB, in cycles of this CPU
 * @param caches what the CPU saves of walks
 */
public record Tlb(double entries, double largeEntries, double hugeEntries, double walkCycles, WalkCaches caches) {

    /**
     * Share of native user-mode time that goes into page-table walks, from 0 to 1.
     *
     * @param workingSetBytes memory that is touched without locality
     * @param touchesPerCycle such accesses in each cycle of user-mode work that is no walk
     * @param page size of the pages that map the working set
     */
    public double walkShare(double workingSetBytes, double touchesPerCycle, PageSize page) {
        double misses = Math.max(0, 1 - reachBytes(page) / workingSetBytes);
        double walks =
                touchesPerCycle * misses * walkCycles * caches.references(page) / caches.references(PageSize.SMALL);
        return walks / (1 + walks);
    }

    /** Memory that a full TLB of pages of size {@code page} maps. */
    private double reachBytes(PageSize page) {
        return page.bytes()
                * switch (page) {
                    case SMALL -> entries;
                    case LARGE -> largeEntries;
                    case HUGE -> hugeEntries;
                };
    }
}
