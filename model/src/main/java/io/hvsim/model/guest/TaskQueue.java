// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import java.util.Arrays;
import java.util.function.Consumer;

/** First-in, first-out queue of tasks in a ring that grows; neither end allocates once it is large enough. */
public final class TaskQueue {
    private static final Task[] NONE = {};
    private static final int FIRST_LENGTH = 16;

    /** Of a length that is a power of two; most queues of a large host stay empty, so there is none at first. */
    private Task[] ring = NONE;

    private int head;
    private int size;

    public boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    public void add(Task task) {
        if (size == ring.length) {
            grow();
        }
        ring[(head + size++) & (ring.length - 1)] = task;
    }

    /** Takes the task that waits longest. Must not be called on an empty queue. */
    public Task take() {
        Task task = ring[head];
        ring[head] = null;
        head = (head + 1) & (ring.length - 1);
        size--;
        return task;
    }

    /** Does {@code action} to each task, the one that waits longest first. */
    public void forEach(Consumer<Task> action) {
        for (int i = 0; i < size; i++) {
            action.accept(ring[(head + i) & (ring.length - 1)]);
        }
    }

    private void grow() {
        Task[] larger = Arrays.copyOf(ring, Math.max(FIRST_LENGTH, 2 * ring.length));
        System.arraycopy(ring, 0, larger, ring.length, head);
        ring = larger;
    }
}
