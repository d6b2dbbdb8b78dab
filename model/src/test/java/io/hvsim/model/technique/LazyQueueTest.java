// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LazyQueueTest {

    /** A fork of {@code pages} pages in lazy mode, with {@code interruptions} faults or flushes spread over it. */
    private static int drainsOfFork(int capacity, int pages, int interruptions) {
        LazyQueue queue = new LazyQueue(capacity);
        queue.enter();
        for (int page = 1; page <= pages; page++) {
            queue.update();
            if (interruptions > 0 && page % (pages / (interruptions + 1)) == 0 && page < pages - 1) {
                queue.synchronize();
            }
        }
        queue.leave();
        return queue.drains();
    }

    @Test
    void vmi3ForkDrainsOnceAndOnceMoreForEachFaultOrFlush() {
        assertThat(drainsOfFork(1000, 240, 0)).isEqualTo(1);
        assertThat(drainsOfFork(1000, 240, 3)).isEqualTo(1 + 3);
    }

    @Test
    void vmi3DrainsDoNotGrowWithPagesUntilTheQueueIsFull() {
        assertThat(drainsOfFork(1000, 999, 0)).isEqualTo(1);
        assertThat(drainsOfFork(32, 240, 0)).isEqualTo(8);
    }

    @Test
    void updatesOutsideLazyModeDrainEachOnItsOwn() {
        LazyQueue queue = new LazyQueue(32);
        queue.update();
        queue.update();
        assertThat(queue.drains()).isEqualTo(2);
    }

    @Test
    void priceOfABatchCountsTheDrainsThatTheQueueMakes() {
        LazyMode mode = new LazyMode(32, 200, 200, 1500);
        for (int pages : new int[] {1, 31, 32, 33, 240}) {
            assertThat(mode.drains(pages)).isEqualTo(drainsOfFork(32, pages, 0));
        }
        assertThat(mode.drains(0)).isZero();
    }

    /** 305 updates of fork and exit of 100 pages: 305 * 400 + 10 * 1500 cycles. */
    @Test
    void forkAndExitOfHundredPagesCost137kCycles() {
        assertThat(new LazyMode(32, 200, 200, 1500).cycles(305)).isCloseTo(137_000, within(1e-6));
    }
}
