// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

/** A page size of four-level page tables (x86-64, EPT, NPT): the larger the page, the earlier a walk ends. */
public enum PageSize {
    /** 4 KiB. */
    SMALL(1L << 12, 4),
    /** 2 MiB. */
    LARGE(1L << 21, 3),
    /** 1 GiB. */
    HUGE(1L << 30, 2);

    private final long bytes;
    private final int levels;

    PageSize(long bytes, int levels) {
        this.bytes = bytes;
        this.levels = levels;
    }

    public long bytes() {
        return bytes;
    }

    /** Levels of the tables that a walk to a page of this size reads. */
    public int levels() {
        return levels;
    }

    /** The smaller of both: what one TLB entry can map when a guest's page lies in a host's page of another size. */
    public PageSize within(PageSize other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
