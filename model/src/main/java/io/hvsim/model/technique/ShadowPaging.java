// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * How a hypervisor keeps its shadow up to date with the guest's page tables: which writes it traps, and which first touches
 * are hidden faults.
 *
 * <p>Naively a demand fault takes three exits: the true fault, the trapped write, and the hidden fault that fills the
 * shadow. <em>Cached roots</em> keep the shadows of address spaces that are switched away from. <em>Update on write</em>
 * fills the shadow when it handles a trapped write (Linux commit 0028425f647b, 2007). A shadow that may be <em>out of
 * sync</em> lets the guest write its lowest tables unseen and brings them up to date when the TLB is flushed (G. Guidi,
 * xen-devel 2008-06). <em>Prefetch on INVLPG</em> fills the entry that the guest invalidates, which it is about to use
 * (Linux commit ad218f85e388, 2008).
 *
 * @param rootsKept how many address spaces keep their shadow across switches; {@link Integer#MAX_VALUE} for all
 * @param fillOnWrite share of the hidden faults after trapped writes that are saved by updating the shadow with the write;
 *     from 0 to 1
 * @param resyncsPerWrite exits to bring the shadow up to date for each write to a table that may be out of sync; NaN where
 *     each write is trapped
 * @param prefetchOnInvlpg share of the hidden faults after an INVLPG that are saved by filling the shadow with it; from 0
 *     to 1
 */
public record ShadowPaging(int rootsKept, double fillOnWrite, double resyncsPerWrite, double prefetchOnInvlpg) {

    /** Every write is trapped, every first touch is a hidden fault; all roots are kept. */
    public static final ShadowPaging NAIVE = new ShadowPaging(Integer.MAX_VALUE, 0, Double.NaN, 0);

    /** Exits for each write to a page table that the guest makes on its own. */
    public double exitsPerWrite() {
        return trapsWrites() ? 1 : resyncsPerWrite;
    }

    /** Whether the tables of {@code ring} address spaces that take turns all stay usable across switches. */
    public boolean keepsRoots(int ring) {
        return ring <= rootsKept;
    }

    /** How many of {@code touches} first touches are hidden faults, in an action with these other operations. */
    public double hiddenFaults(double touches, double writes, double invalidations) {
        double filled = trapsWrites() ? fillOnWrite * Math.min(touches, writes) : 0;
        double left = touches - filled;
        return left - prefetchOnInvlpg * Math.min(left, invalidations);
    }

    private boolean trapsWrites() {
        return Double.isNaN(resyncsPerWrite);
    }
}
