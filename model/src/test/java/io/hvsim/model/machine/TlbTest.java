// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TlbTest {
    private static final double MIB = 1 << 20;
    private static final Tlb TLB = new Tlb(512, 128, 4, 30, WalkCaches.NONE);

    @Test
    void workingSetWithinTheReachNeverWalks() {
        assertThat(TLB.walkShare(2 * MIB, 0.01, PageSize.SMALL)).isZero();
        assertThat(TLB.walkShare(256 * MIB, 0.01, PageSize.LARGE)).isZero();
        assertThat(TLB.walkShare(4096 * MIB, 0.01, PageSize.HUGE)).isZero();
    }

    /** Of 4 MiB half is beyond the reach of 2 MiB: 0.01 * 0.5 * 30 = 0.15 walk cycles on each cycle of work. */
    @Test
    void shareBeyondTheReachWalks() {
        assertThat(TLB.walkShare(4 * MIB, 0.01, PageSize.SMALL)).isCloseTo(0.15 / 1.15, within(1e-12));
    }

    /** Half of 512 MiB and of 8 GiB misses: walks of three and of two references where 30 cycles are four. */
    @Test
    void largerPagesReachFurtherAndEndAWalkEarlier() {
        double large = 0.01 * 0.5 * 30 * 3 / 4;
        double huge = 0.01 * 0.5 * 30 * 2 / 4;
        assertThat(TLB.walkShare(512 * MIB, 0.01, PageSize.LARGE)).isCloseTo(large / (1 + large), within(1e-12));
        assertThat(TLB.walkShare(8192 * MIB, 0.01, PageSize.HUGE)).isCloseTo(huge / (1 + huge), within(1e-12));
    }
}
