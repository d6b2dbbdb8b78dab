// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TlbTest {
    private static final double MIB = 1 << 20;
    private static final Tlb TLB = new Tlb(512, 128, 30);

    @Test
    void workingSetWithinTheReachNeverWalks() {
        assertThat(TLB.walkShare(2 * MIB, 0.01, false)).isZero();
        assertThat(TLB.walkShare(256 * MIB, 0.01, true)).isZero();
    }

    /** Of 4 MiB half is beyond the reach of 2 MiB: 0.01 * 0.5 * 30 = 0.15 walk cycles on each cycle of work. */
    @Test
    void shareBeyondTheReachWalks() {
        assertThat(TLB.walkShare(4 * MIB, 0.01, false)).isCloseTo(0.15 / 1.15, within(1e-12));
    }

    @Test
    void largePagesReachFurther() {
        assertThat(TLB.walkShare(512 * MIB, 0.01, true)).isLessThan(TLB.walkShare(512 * MIB, 0.01, false));
    }
}
