// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

import io.hvsim.model.guest.ActionPricing;
import io.hvsim.model.guest.Burst;

/**
 * Memory of one VM that the host backs page by page when it is first touched.
 *
 * <p>Accesses fall anywhere in it with the same probability: of <em>N</em> pages, <em>n</em> accesses leave <em>N</em>
 * e<sup>-n/N</sup> untouched, on average. Faults are taken in whole lots after the work that touched the pages; memory of
 * many pages is parted into at most {@value #LOTS} lots.
 */
final class LazyMemory {
    private static final int LOTS = 1 << 16;

    private final double pages;
    private final double touchesPerNs;
    private final double lot;
    private final Burst faults;
    private double untouched;
    private double due;

    LazyMemory(Workload.FreshMemory memory, ActionPricing pricing) {
        this.pages = memory.pages();
        this.touchesPerNs = memory.touchesPerNs();
        this.lot = Math.max(1, pages / LOTS);
        this.faults = pricing.hostFaults(lot);
        this.untouched = pages;
    }

    /** User-mode work of {@code userNs} touches its share of pages. */
    void touch(long userNs) {
        double left = untouched * Math.exp(-userNs * touchesPerNs / pages);
        due += untouched - left;
        untouched = left;
    }

    /** Whether a lot of faults is due, which counts as taken then; rounds to the nearest lot. */
    boolean takesFaults() {
        if (due < lot / 2) {
            return false;
        }
        due -= lot;
        return true;
    }

    /** One lot of faults. */
    Burst faults() {
        return faults;
    }
}
