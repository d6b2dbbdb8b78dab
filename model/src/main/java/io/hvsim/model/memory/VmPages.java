// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/** What is known of the pages of a running VM: which of them are dirty, while that is tracked, and how many are absent. */
public final class VmPages {
    private final VmMemory memory;
    private final DirtyLog log;
    private boolean tracked;
    private double absentInSet;
    private double absentElsewhere;

    /** Pages that are all there and not tracked. */
    public VmPages(VmMemory memory) {
        this.memory = memory;
        this.log = new DirtyLog(memory.use());
    }

    PageUse use() {
        return memory.use();
    }

    /** The dirty pages, if they are tracked. */
    public DirtyLog log() {
        return log;
    }

    boolean isTracked() {
        return tracked;
    }

    /** Tracks dirty pages from now on, or no longer. */
    public void track(boolean tracked) {
        this.tracked = tracked;
        log.clear();
    }

    /** How many pages have to be brought when they are touched. */
    public double absent() {
        return absentInSet + absentElsewhere;
    }

    /** Share of the touched set that is absent. */
    double absentShare() {
        return absentInSet / memory.use().setPages();
    }

    /** {@code pages} become absent; those of the touched set first. */
    public void leaveBehind(double pages) {
        absentInSet = Math.min(pages, memory.use().setPages());
        absentElsewhere = pages - absentInSet;
    }

    /** A touched page that was absent is there from now on. */
    void fetched() {
        absentInSet = Math.max(0, absentInSet - 1);
    }

    /** {@code pages} of the absent ones arrive, whichever they are. */
    public void arrive(double pages) {
        double left = Math.max(0, 1 - pages / absent());
        absentInSet *= left;
        absentElsewhere *= left;
    }
}
