// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * Which pages of its memory a VM touches while it executes: a set of pages, each as likely as any other, at a rate; writes may
 * prefer a part of it. Pages outside the set are never touched.
 *
 * @param setPages size of the set in pages, above 0; no more than the VM's memory
 * @param touchesPerSecond touches of a page that was last touched long ago enough to matter, for each second that one vCPU
 *     executes; 0 or more
 * @param writesPerSecond those of them that write; 0 to {@code touchesPerSecond}
 * @param pattern in which order pages are written
 * @param hot the part of the set that is written to more than the rest, or null when writes do not prefer any; of random
 *     writes only
 */
public record PageUse(long setPages, double touchesPerSecond, double writesPerSecond, Pattern pattern, Hot hot) {
    /** Writes by which a time may be missed. */
    private static final double EXACT = 1e-7;

    /** The order of writes. */
    public enum Pattern {
        /** Each write goes to any page of the set: after a while most find one that is dirty already. */
        RANDOM,
        /** Pages are written one after the other, so none twice before all were; a migration sends pages in the same order. */
        SWEEP
    }

    /**
     * The hot part of a writable working set. It decides which pages become dirty; touches of absent pages and writes to
     * shared ones are spread evenly all the same.
     *
     * @param pages its size, above 0 and below that of the set
     * @param writes share of the writes that go to it, 0 to 1
     */
    public record Hot(long pages, double writes) {
        /** Distinct pages of it that {@code all} writes to the set dirty, on average. */
        double dirtied(double all) {
            return distinct(pages, all * writes);
        }
    }

    /** Writes that do not prefer any part of the set. */
    public PageUse(long setPages, double touchesPerSecond, double writesPerSecond, Pattern pattern) {
        this(setPages, touchesPerSecond, writesPerSecond, pattern, null);
    }

    /** Distinct pages of {@code pages} that as many random writes to them find, on average. */
    private static double distinct(double pages, double writes) {
        return pages * -Math.expm1(-writes / pages);
    }

    /** Distinct pages that {@code writes} writes dirty, on average. */
    double dirtied(double writes) {
        if (hot != null) {
            return hot.dirtied(writes) + coldDirtied(writes);
        }
        return pattern == Pattern.SWEEP ? Math.min(writes, setPages) : distinct(setPages, writes);
    }

    private double coldDirtied(double writes) {
        return distinct(setPages - hot.pages(), writes * (1 - hot.writes()));
    }

    /** The share of the pages that {@code before} writes dirtied that {@code writes} others dirty as well, on average. */
    double dirtiedAgain(double before, double writes) {
        if (hot == null) {
            return dirtied(writes) / setPages;
        }
        double hotBefore = hot.dirtied(before);
        double coldBefore = coldDirtied(before);
        double again = hotBefore * hot.dirtied(writes) / hot.pages()
                + coldBefore * coldDirtied(writes) / (setPages - hot.pages());
        return again > 0 ? again / (hotBefore + coldBefore) : 0;
    }

    /** Writes after which {@code dirty} pages are dirty, on average, {@code from} or more; infinite if that never happens. */
    double writesUntil(double dirty, double from) {
        return hot == null ? writesUntil(dirty) : writesUntilInParts(dirty, from);
    }

    /** By Newton's method, which comes from below since each write finds fewer clean pages than the one before. */
    private double writesUntilInParts(double dirty, double from) {
        if (dirty >= dirtied(Double.MAX_VALUE)) {
            return Double.POSITIVE_INFINITY;
        }
        double hotRate = hot.writes() / hot.pages();
        double coldRate = (1 - hot.writes()) / (setPages - hot.pages());
        double writes = from;
        double step;
        do {
            double clean =
                    hot.writes() * Math.exp(-writes * hotRate) + (1 - hot.writes()) * Math.exp(-writes * coldRate);
            step = (dirty - dirtied(writes)) / clean;
            writes += step;
        } while (step > EXACT);
        return writes;
    }

    private double writesUntil(double dirty) {
        if (dirty > setPages || dirty == setPages && pattern == Pattern.RANDOM) {
            return Double.POSITIVE_INFINITY;
        }
        return pattern == Pattern.SWEEP ? dirty : -setPages * Math.log1p(-dirty / setPages);
    }
}
