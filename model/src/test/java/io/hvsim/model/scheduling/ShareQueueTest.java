// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.hvsim.model.engine.RandomStream;
import java.util.Comparator;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ShareQueueTest {

    private record Entry(int id, boolean below, double progress) {}

    private static final Comparator<Entry> ORDER = Comparator.comparing((Entry entry) -> !entry.below)
            .thenComparingDouble(Entry::progress)
            .thenComparingInt(Entry::id);

    @Test
    void firstIsBelowReservationThenBehindThenTheLowestId() {
        ShareQueue queue = new ShareQueue();
        queue.add(3, false, 5);
        queue.add(2, false, 5);
        queue.add(4, false, 1);
        queue.add(5, true, 9);
        assertThat(drain(queue, 4)).containsExactly(5, 4, 2, 3);
        assertThat(queue.isEmpty()).isTrue();
    }

    private static int[] drain(ShareQueue queue, int count) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[i] = queue.first();
            queue.remove(order[i]);
        }
        return order;
    }

    /** Against a sorted set, over additions, and removals from anywhere. */
    @Test
    void orderHoldsWhateverIsAddedAndRemoved() {
        RandomStream random = RandomStream.of(3, 0, "queue");
        ShareQueue queue = new ShareQueue();
        TreeSet<Entry> sorted = new TreeSet<>(ORDER);
        Entry[] present = new Entry[200];
        for (int i = 0; i < 20_000; i++) {
            int id = (int) (random.nextDouble() * present.length);
            if (present[id] == null) {
                present[id] = new Entry(id, random.nextDouble() < 0.2, Math.floor(random.nextDouble() * 50));
                queue.add(id, present[id].below, present[id].progress);
                sorted.add(present[id]);
            } else {
                queue.remove(id);
                sorted.remove(present[id]);
                present[id] = null;
            }
            assertThat(queue.contains(id)).isEqualTo(present[id] != null);
            assertThat(queue.isEmpty()).isEqualTo(sorted.isEmpty());
            if (!sorted.isEmpty()) {
                assertThat(queue.first()).isEqualTo(sorted.first().id);
            }
        }
    }
}
