// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/** The dirty pages of a VM since its log was last cleared. Counts are means, so they need not be whole. */
public final class DirtyLog {
    private final PageUse use;
    private double writes;
    private double writesBefore = Double.NaN;

    /** A log in which every page is clean. */
    public DirtyLog(PageUse use) {
        this.use = use;
    }

    /** One vCPU executed for {@code ns}; returns how many pages that dirtied which were clean. */
    public double advance(long ns) {
        double before = pages();
        writes += ns * use.writesPerSecond() / 1e9;
        return pages() - before;
    }

    /** Dirty pages. */
    public double pages() {
        return use.dirtied(writes);
    }

    /**
     * The share of the pages to be sent that are dirty again: of all {@code memoryPages} in the first round, else of those
     * that were dirty when the round began. Of pages that are written in the order in which they are sent none is.
     */
    public double redirtiedShare(long memoryPages) {
        if (use.pattern() == PageUse.Pattern.SWEEP) {
            return 0;
        }
        return Double.isNaN(writesBefore) ? pages() / memoryPages : use.dirtiedAgain(writesBefore, writes);
    }

    /**
     * How long one vCPU must execute until {@code pages} more pages are dirty, in nanoseconds, at least 1; {@link
     * Long#MAX_VALUE} if that never happens.
     */
    public long nsUntil(double pages) {
        double ns = (use.writesUntil(pages() + pages, writes) - writes) * 1e9 / use.writesPerSecond();
        return ns < Long.MAX_VALUE ? Math.max(1, (long) Math.ceil(ns)) : Long.MAX_VALUE;
    }

    /** A round begins that sends the dirty pages: from now on they are clean. */
    public void beginRound() {
        writesBefore = writes;
        writes = 0;
    }

    /** All pages are clean, and the next round is the first. */
    public void clear() {
        writes = 0;
        writesBefore = Double.NaN;
    }
}
