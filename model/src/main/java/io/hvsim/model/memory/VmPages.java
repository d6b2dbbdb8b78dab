// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * What is known of the pages of a running VM: which of them are dirty, while that is tracked, and how many are absent. A
 * page is absent because the host has it elsewhere, or because the guest itself had to swap it when a balloon left it too
 * little memory. Swapping one in, such a guest swaps another one out.
 */
public final class VmPages {
    private final VmMemory memory;
    private final DirtyLog log;
    private boolean tracked;
    private double touches;
    private double absentInSet;
    private double absentElsewhere;
    private double guestSwapped;
    private double sharedInSet;

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

    /** Share of the touched set that is absent, be it the host or the guest that has to bring it. */
    double absentShare() {
        return (absentInSet + guestSwapped) / memory.use().setPages();
    }

    /** Share of the touched set that the host has to bring. */
    double hostAbsentShare() {
        return absentInSet / memory.use().setPages();
    }

    /** Share of what is absent that the guest has swapped itself. */
    double guestShareOfAbsent() {
        return guestSwapped / (absentInSet + guestSwapped);
    }

    void touched(double touches) {
        this.touches += touches;
    }

    /** Part of the VM's memory that was touched since this was asked last. */
    public double takeTouchedPart() {
        double pages =
                memory.use().setPages() * -Math.expm1(-touches / memory.use().setPages());
        touches = 0;
        return pages / memory.pages();
    }

    /** The host takes {@code part} of the VM's present pages, whichever they are. */
    public void evict(double part) {
        absentInSet += part * Math.max(0, memory.use().setPages() - guestSwapped - absentInSet);
    }

    /** The guest is left with {@code pages}: what it touches beyond them it swaps itself. */
    public void squeeze(double pages) {
        guestSwapped = Math.max(0, memory.use().setPages() - pages);
        absentInSet = Math.min(absentInSet, memory.use().setPages() - guestSwapped);
    }

    /** {@code pages} of the touched set are kept once for several from now on. */
    public void merge(double pages) {
        sharedInSet += pages;
    }

    /** Pages of the touched set that are kept once for several. */
    public double sharedInSet() {
        return sharedInSet;
    }

    /** One vCPU executed for {@code ns}; returns how many shared pages it wrote to, which are shared no more. */
    double unshare(long ns) {
        if (sharedInSet == 0) {
            return 0;
        }
        double writes = ns * memory.use().writesPerSecond() / 1e9;
        double broken = sharedInSet * -Math.expm1(-writes / memory.use().setPages());
        sharedInSet -= broken;
        return broken;
    }

    /** How long one vCPU must execute to write to {@code pages} shared pages, in nanoseconds; {@link Long#MAX_VALUE} for ever. */
    long nsUntilUnshared(double pages) {
        if (pages >= sharedInSet) {
            return Long.MAX_VALUE;
        }
        double writes = memory.use().setPages() * -Math.log1p(-pages / sharedInSet);
        double ns = writes * 1e9 / memory.use().writesPerSecond();
        return ns < Long.MAX_VALUE ? Math.max(1, (long) Math.ceil(ns)) : Long.MAX_VALUE;
    }

    /** Pages of the touched set that the guest has swapped itself. */
    public double guestSwapped() {
        return guestSwapped;
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
