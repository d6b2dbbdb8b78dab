// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Waits for the locks of run queues, in closed form. */
class RunQueueLocksTest {
    private static final long HOLD = 300;

    private final RunQueueLocks locks = new RunQueueLocks(4);

    @Test
    void ofSoManyAtOnceEachWaitsForAllBeforeIt() {
        for (int before = 0; before < 10; before++) {
            assertThat(locks.take(2, 1_000, HOLD)).isEqualTo(1_000 + before * HOLD);
        }
    }

    @Test
    void lateOnesFindItFree() {
        locks.take(0, 0, HOLD);
        assertThat(locks.take(0, HOLD, HOLD)).isEqualTo(HOLD);
        assertThat(locks.take(0, 10_000, HOLD)).isEqualTo(10_000);
    }

    @Test
    void attemptsOnDifferentPairsDoNotWait() {
        assertThat(locks.takeBoth(0, 1, 0, HOLD)).isZero();
        assertThat(locks.takeBoth(2, 3, 0, HOLD)).isZero();
    }

    /** Pairs 0-1, 1-2, 2-3 at once: each waits for the one before, although the first and the last share no lock. */
    @Test
    void attemptsThatShareALockFormAChain() {
        assertThat(locks.takeBoth(0, 1, 0, HOLD)).isZero();
        assertThat(locks.takeBoth(1, 2, 0, HOLD)).isEqualTo(HOLD);
        assertThat(locks.takeBoth(3, 2, 0, HOLD)).isEqualTo(2 * HOLD);
        assertThat(locks.take(3, 0, HOLD)).isEqualTo(3 * HOLD);
    }

    @Test
    void twoLocksOfOneRunQueueAreOne() {
        assertThat(locks.takeBoth(1, 1, 0, HOLD)).isZero();
        assertThat(locks.take(1, 0, HOLD)).isEqualTo(HOLD);
    }
}
