// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

/**
 * What a CPU's caches save of page-table walks, and so how many references to memory a walk makes on average.
 *
 * <p>The last level of a table is always read. Each level above it is read unless a page-walk cache has it, in the guest's
 * tables and in the host's alike. In a two-dimensional walk every guest table is itself at an address that must be
 * translated; the nested TLB holds some of these translations, but not that of the data page, which missed the TLB.
 *
 * <p>Source: Bhargava et al., ASPLOS 2008 (page-walk cache, nested TLB); Gandhi et al., ISCA 2016 (agile paging). Differs
 * from the sources in: one share of hits for all upper levels and page sizes, where larger pages make small caches reach
 * further.
 *
 * @param upper share of references above the last level that the page-walk caches save, from 0 to 1
 * @param nested share of translations of guest tables that the nested TLB saves, from 0 to 1
 */
public record WalkCaches(double upper, double nested) {
    /** No caches: every reference is made. */
    public static final WalkCaches NONE = new WalkCaches(0, 0);

    /** References of a walk in one dimension to a page of size {@code page}: 4, 3 or 2 without caches. */
    public double references(PageSize page) {
        return 1 + (page.levels() - 1) * (1 - upper);
    }

    /**
     * References of a walk of a guest's tables to a page of size {@code guest} in a host that maps memory by pages of size
     * {@code host}: (n + 1)(m + 1) - 1 for n and m levels without caches.
     */
    public double nestedReferences(PageSize guest, PageSize host) {
        return references(guest) * (1 + guestTable(host)) + references(host);
    }

    /**
     * References of a walk that begins in a shadow of the guest's tables and goes over to the guest's own for the lowest
     * {@code switched} levels: n + switched * m without caches. A table that the shadow points to needs no translation.
     *
     * @param switched levels of the guest's tables that are not shadowed, on average; from 0 to the levels of {@code guest}
     */
    public double agileReferences(PageSize guest, PageSize host, double switched) {
        double dataPages = Math.min(switched, 1);
        double lastTables = Math.min(Math.max(switched - 1, 0), 1);
        double upperTables = Math.max(switched - 2, 0);
        return references(guest)
                + dataPages * references(host)
                + (lastTables + upperTables * (1 - upper)) * guestTable(host);
    }

    /** References to translate the address of one guest table. */
    private double guestTable(PageSize host) {
        return (1 - nested) * references(host);
    }
}
