// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

import static io.hvsim.model.machine.PageSize.LARGE;
import static io.hvsim.model.machine.PageSize.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hvsim.model.machine.PageSize;
import io.hvsim.model.machine.WalkCaches;
import io.hvsim.model.technique.Technique.MmuChoice;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PageWalksTest {
    /** A fifth of the time with small pages, a twentieth with large ones. */
    private static PageWalks walks(PageSize guest, PageSize host) {
        return new PageWalks(Map.of(SMALL, 0.2, LARGE, 0.05), guest, host, WalkCaches.NONE);
    }

    @Test
    void nativeWalksAreThoseOfTheGuestsPages() {
        assertThat(walks(LARGE, SMALL).nativeShare()).isEqualTo(0.05);
        assertThat(walks(LARGE, SMALL).extra(MmuChoice.NATIVE, 0)).isZero();
    }

    @Test
    void nestedPagingLengthensWalksByReferences() {
        assertThat(walks(SMALL, SMALL).extra(MmuChoice.NESTED, 0)).isCloseTo(0.2 * (24 / 4.0 - 1), within(1e-12));
        assertThat(walks(SMALL, LARGE).extra(MmuChoice.NESTED, 0)).isCloseTo(0.2 * (19 / 4.0 - 1), within(1e-12));
        assertThat(walks(LARGE, LARGE).extra(MmuChoice.NESTED, 0)).isCloseTo(0.05 * (15 / 3.0 - 1), within(1e-12));
    }

    @Test
    void agilePagingWalksAsAShadowDoesAndLongerForEachSwitchedLevel() {
        assertThat(walks(SMALL, SMALL).extra(MmuChoice.AGILE, 0)).isZero();
        assertThat(walks(SMALL, SMALL).extra(MmuChoice.AGILE, 1)).isCloseTo(0.2 * (8 / 4.0 - 1), within(1e-12));
    }

    @Test
    void shadowOfEqualPagesWalksAsTheHardwareDoes() {
        assertThat(walks(SMALL, LARGE).extra(MmuChoice.SHADOW, 0)).isZero();
        assertThat(walks(LARGE, LARGE).extra(MmuChoice.SHADOW, 0)).isZero();
    }

    /**
     * Entries are small: for 0.95 of work there are 0.95 * 0.2 / 0.8 = 0.2375 of walks where 0.05 were; the nested walk takes
     * 19 references in place of the 4 of a small page.
     */
    @Test
    void largeGuestPagesInSmallHostPagesMissAsSmallOnesDo() {
        assertThat(walks(LARGE, SMALL).extra(MmuChoice.SHADOW, 0)).isCloseTo(0.2375 - 0.05, within(1e-12));
        assertThat(walks(LARGE, SMALL).extra(MmuChoice.NESTED, 0)).isCloseTo(0.2375 * 19 / 4 - 0.05, within(1e-12));
    }
}
