// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * Which pages of its memory a VM touches while it executes: a set of pages, each as likely as any other, at a rate. Pages
 * outside the set are never touched.
 *
 * @param setPages size of the set in pages, above 0; no more than the VM's memory
 * @param touchesPerSecond touches of a page that was last touched long ago enough to matter, for each second that one vCPU
 *     executes; 0 or more
 * @param writesPerSecond those of them that write; 0 to {@code touchesPerSecond}
 * @param pattern in which order pages are written
 */
public record PageUse(long setPages, double touchesPerSecond, double writesPerSecond, Pattern pattern) {

    /** The order of writes. */
    public enum Pattern {
        /** Each write goes to any page of the set: after a while most find one that is dirty already. */
        RANDOM,
        /** Pages are written one after the other, so none twice before all were; a migration sends pages in the same order. */
        SWEEP
    }

    /** Distinct pages that {@code writes} writes dirty, on average. */
    double dirtied(double writes) {
        return pattern == Pattern.SWEEP ? Math.min(writes, setPages) : setPages * -Math.expm1(-writes / setPages);
    }

    /** Writes after which {@code dirty} pages are dirty, on average; infinite from the size of the set on. */
    double writesUntil(double dirty) {
        if (dirty > setPages || dirty == setPages && pattern == Pattern.RANDOM) {
            return Double.POSITIVE_INFINITY;
        }
        return pattern == Pattern.SWEEP ? dirty : -setPages * Math.log1p(-dirty / setPages);
    }
}
