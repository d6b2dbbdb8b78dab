// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

/**
 * What a CPU's caches save of page-table walks, and so how many references to memory a walk makes on average.
 *
 * <p>The last level of a table is always read. Each level above it is read unless a page-walk cache has it; there is one
 * for the guest's tables, which serves native walks too, and one for the host's. In a two-dimensional walk every guest
 * table is itself at an address that must be translated; the nested TLB holds some of these translations, but not that of
 * the data page, which missed the TLB.
 *
 * <p>Source: Bhargava et al., ASPLOS 2008 (page-walk caches, nested TLB); Gandhi et al., ISCA 2016 (agile paging). Differs
 * from the sources in: one share of hits for all upper levels and page sizes, where larger pages make small caches reach
 * further.
 *
 * @param guest share of references above the last level of the guest's tables that are saved, from 0 to 1
 * @param host the same for the host's tables
 * @param nestedTlb share of translations of guest tables that are saved, from 0 to 1
 */
public record WalkCaches(double guest, double host, double nestedTlb) {
    /** No caches: every reference is made. */
    public static final WalkCaches NONE = new WalkCaches(0, 0, 0);

    /** References of a walk in one dimension to a page of size {@code page}: 4, 3 or 2 without caches. */
    public double references(PageSize page) {
        return references(page, guest);
    }

    /**
     * References of a walk of a guest's tables to a page of size {@code guestPage} in a host that maps memory by pages of
     * size {@code hostPage}: (n + 1)(m + 1) - 1 for n and m levels without caches.
     */
    public double nestedReferences(PageSize guestPage, PageSize hostPage) {
        return references(guestPage) * (1 + guestTable(hostPage)) + references(hostPage, host);
    }

    /**
     * References of a walk that begins in a shadow of the guest's tables and goes over to the guest's own for the lowest
     * {@code switched} levels: n + switched * m without caches. A table that the shadow points to needs no translation.
     *
     * @param switched levels of the guest's tables that are not shadowed, on average; from 0 to the levels of
     *     {@code guestPage}
     */
    public double agileReferences(PageSize guestPage, PageSize hostPage, double switched) {
        double dataPages = Math.min(switched, 1);
        double lastTables = Math.min(Math.max(switched - 1, 0), 1);
        double upperTables = Math.max(switched - 2, 0);
        return references(guestPage)
                + dataPages * references(hostPage, host)
                + (lastTables + upperTables * (1 - guest)) * guestTable(hostPage);
    }

    /** References to translate the address of one guest table. */
    private double guestTable(PageSize hostPage) {
        return (1 - nestedTlb) * references(hostPage, host);
    }

    private static double references(PageSize page, double saved) {
        return 1 + (page.levels() - 1) * (1 - saved);
    }
}
