// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

import static io.hvsim.model.machine.PageSize.HUGE;
import static io.hvsim.model.machine.PageSize.LARGE;
import static io.hvsim.model.machine.PageSize.SMALL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WalkCachesTest {
    private static final WalkCaches NONE = WalkCaches.NONE;

    /** (n + 1)(m + 1) - 1. */
    @ParameterizedTest
    @CsvSource({
        "SMALL, SMALL, 24",
        "SMALL, LARGE, 19",
        "SMALL, HUGE, 14",
        "LARGE, SMALL, 19",
        "LARGE, LARGE, 15",
        "LARGE, HUGE, 11",
        "HUGE, SMALL, 14",
        "HUGE, LARGE, 11",
        "HUGE, HUGE, 8"
    })
    void nestedWalkWithoutCachesIsTheProductOfBothDimensions(PageSize guest, PageSize host, double references) {
        assertThat(NONE.nestedReferences(guest, host)).isEqualTo(references);
    }

    @Test
    void walkInOneDimensionReadsEachLevel() {
        assertThat(NONE.references(SMALL)).isEqualTo(4);
        assertThat(NONE.references(LARGE)).isEqualTo(3);
        assertThat(NONE.references(HUGE)).isEqualTo(2);
    }

    /** Four levels of the guest, and four of the host for each level that is not shadowed. */
    @ParameterizedTest
    @CsvSource({"0, 4", "0.5, 6", "1, 8", "2, 12", "3, 16", "4, 20"})
    void agileWalkGrowsByAWalkOfTheHostForEachSwitchedLevel(double switched, double references) {
        assertThat(NONE.agileReferences(SMALL, SMALL, switched)).isEqualTo(references);
    }

    @Test
    void perfectCachesLeaveTheLastLevelOfEachDimension() {
        WalkCaches perfect = new WalkCaches(1, 1, 1);
        assertThat(perfect.references(SMALL)).isEqualTo(1);
        assertThat(perfect.nestedReferences(SMALL, SMALL)).isEqualTo(2);
        assertThat(perfect.agileReferences(SMALL, SMALL, 1)).isEqualTo(2);
    }

    /** 1.3 references in each dimension; 1.3 (1 + 0.385 * 1.3) + 1.3. */
    @Test
    void cachesShortenBothDimensions() {
        WalkCaches caches = new WalkCaches(0.9, 0.9, 0.615);
        assertThat(caches.references(SMALL)).isCloseTo(1.3, within(1e-12));
        assertThat(caches.nestedReferences(SMALL, SMALL)).isCloseTo(3.25065, within(1e-9));
    }

    /** The guest's cache alone: 1.3 tables, each with a walk of 4 before it, and 4 for the data page. */
    @Test
    void eachDimensionHasACacheOfItsOwn() {
        assertThat(new WalkCaches(0.9, 0, 0).nestedReferences(SMALL, SMALL)).isCloseTo(1.3 * 5 + 4, within(1e-12));
        assertThat(new WalkCaches(0, 0.9, 0).nestedReferences(SMALL, SMALL)).isCloseTo(4 * 2.3 + 1.3, within(1e-12));
    }

    @Test
    void agileWalkNeverTakesMoreReferencesThanANestedOne() {
        for (double upper = 0; upper <= 1; upper += 0.25) {
            for (double nested = 0; nested <= 1; nested += 0.25) {
                WalkCaches caches = new WalkCaches(upper, upper, nested);
                assertThat(caches.agileReferences(SMALL, SMALL, 4))
                        .isLessThanOrEqualTo(caches.nestedReferences(SMALL, SMALL));
            }
        }
    }
}
