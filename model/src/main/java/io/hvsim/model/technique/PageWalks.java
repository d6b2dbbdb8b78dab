// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

import io.hvsim.model.machine.PageSize;
import io.hvsim.model.machine.WalkCaches;
import java.util.Map;

/**
 * The page-table walks of a workload in a VM: how many there are natively, by page size, and what they become when the
 * guest's pages lie in pages of the host.
 *
 * @param shares share of native user-mode time that goes into walks if pages of a size map the memory; from 0 to below 1; a
 *     size that is missing has none
 * @param guest size of the pages by which the guest maps its memory
 * @param host size of the pages by which the hypervisor maps the guest's memory
 * @param caches what the CPU saves of walks
 */
public record PageWalks(Map<PageSize, Double> shares, PageSize guest, PageSize host, WalkCaches caches) {
    /** Walks that do not matter. */
    public static final PageWalks NONE = new PageWalks(Map.of(), PageSize.SMALL, PageSize.SMALL, WalkCaches.NONE);

    /** Share of user-mode time that walks take on bare hardware, where the guest's pages are all there is. */
    public double nativeShare() {
        return share(guest);
    }

    /**
     * What walks take in a VM beyond what they take natively, as a share of native user-mode time; 0 or more.
     *
     * @param switchedLevels levels of the guest's tables that agile paging does not shadow
     */
    public double extra(Technique.MmuChoice mmu, double switchedLevels) {
        if (mmu == Technique.MmuChoice.NATIVE) {
            return 0;
        }
        PageSize entry = guest.within(host);
        double longer = references(mmu, switchedLevels) / caches.references(entry);
        return inOneDimension(entry) * longer - nativeShare();
    }

    /** References of a walk, on average. */
    private double references(Technique.MmuChoice mmu, double switchedLevels) {
        return switch (mmu) {
            case NATIVE, SHADOW, DIRECT -> caches.references(guest.within(host));
            case NESTED -> caches.nestedReferences(guest, host);
            case AGILE -> caches.agileReferences(guest, host, Math.min(switchedLevels, guest.levels()));
        };
    }

    /** Time of one-dimensional walks to pages of size {@code entry}, relative to native user-mode time with the guest's. */
    private double inOneDimension(PageSize entry) {
        return entry == guest ? nativeShare() : (1 - nativeShare()) * share(entry) / (1 - share(entry));
    }

    private double share(PageSize page) {
        return shares.getOrDefault(page, 0.0);
    }
}
