// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import io.hvsim.benchmarks.calendar.Recording;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stands before the real calendar on the class path of {@link io.hvsim.benchmarks.calendar.Recorder} and writes down what
 * the model asks of it.
 */
final class EventCalendar {
    static final int NOWHERE = -1;
    static final int LOWEST_PRIORITY = -32;
    static final int HIGHEST_PRIORITY = 31;

    private record Key(long timeNs, int priority, long sequence) {}

    private final TreeMap<Key, Timer> armed = new TreeMap<>(Comparator.comparingLong(Key::timeNs)
            .thenComparingInt(Key::priority)
            .thenComparingLong(Key::sequence));
    private final Map<Timer, Key> keys = new IdentityHashMap<>();
    private long sequence;

    int size() {
        return armed.size();
    }

    void put(Timer timer) {
        Recording.arm(timer, timer.priority, timer.timeNs);
        forget(timer);
        Key key = new Key(timer.timeNs, timer.priority, sequence++);
        keys.put(timer, key);
        armed.put(key, timer);
        timer.slot = 0;
    }

    void remove(Timer timer) {
        if (timer.slot != NOWHERE) {
            Recording.cancel(timer);
            forget(timer);
        }
    }

    Timer removeFirst(long limitNs) {
        if (armed.isEmpty() || armed.firstKey().timeNs() > limitNs) {
            return null;
        }
        Timer first = armed.firstEntry().getValue();
        forget(first);
        Recording.happen(first, first.timeNs);
        return first;
    }

    private void forget(Timer timer) {
        Key key = keys.remove(timer);
        if (key != null) {
            armed.remove(key);
            timer.slot = NOWHERE;
        }
    }
}
