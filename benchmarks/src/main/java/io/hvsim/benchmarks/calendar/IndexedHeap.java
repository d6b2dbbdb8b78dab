// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

import java.util.Arrays;

/**
 * A binary heap of events that are used again and again, and know their place in it: the textbook's calendar of events that
 * can be moved, without what makes {@link NaiveHeap} slow.
 */
final class IndexedHeap implements Events {
    private static final int NOWHERE = -1;

    private static final class Entry {
        private int entity;
        private int place = NOWHERE;
        private int priority;
        private long timeNs;
        private long sequence;

        Entry(int entity) {
            this.entity = entity;
        }

        boolean isBefore(Entry other) {
            if (timeNs != other.timeNs) {
                return timeNs < other.timeNs;
            }
            return priority != other.priority ? priority < other.priority : sequence < other.sequence;
        }
    }

    private Model model;
    private Entry[] entries = new Entry[0];
    private Entry[] heap = new Entry[0];
    private Entry current;
    private int size;
    private long sequence;
    private long nowNs;

    @Override
    public void start(Model model, int entities) {
        this.model = model;
        entries = new Entry[entities];
        heap = new Entry[entities];
        Arrays.setAll(entries, Entry::new);
    }

    @Override
    public void prioritise(int entity, int priority) {
        entries[entity].priority = priority;
    }

    @Override
    public void arm(int entity, long delayNs) {
        arm(entries[entity], delayNs);
    }

    @Override
    public void forward(int entity, long delayNs) {
        current.entity = entity;
        arm(current, delayNs);
    }

    @Override
    public void cancel(int entity) {
        if (entries[entity].place != NOWHERE) {
            remove(entries[entity]);
        }
    }

    @Override
    public void run() {
        while (size > 0) {
            current = heap[0];
            remove(current);
            nowNs = current.timeNs;
            model.happen(current.entity);
        }
    }

    @Override
    public long now() {
        return nowNs;
    }

    private void arm(Entry entry, long delayNs) {
        if (entry.place != NOWHERE) {
            remove(entry);
        }
        entry.timeNs = nowNs + delayNs;
        entry.sequence = sequence++;
        rise(entry, size++);
    }

    private void remove(Entry entry) {
        int place = entry.place;
        entry.place = NOWHERE;
        Entry last = heap[--size];
        heap[size] = null;
        if (last != entry) {
            sink(last, place);
            if (last.place == place) {
                rise(last, place);
            }
        }
    }

    private void rise(Entry entry, int from) {
        int place = from;
        while (place > 0 && entry.isBefore(heap[(place - 1) / 2])) {
            put(heap[(place - 1) / 2], place);
            place = (place - 1) / 2;
        }
        put(entry, place);
    }

    private void sink(Entry entry, int from) {
        int place = from;
        int child = 2 * place + 1;
        while (child < size) {
            if (child + 1 < size && heap[child + 1].isBefore(heap[child])) {
                child++;
            }
            if (entry.isBefore(heap[child])) {
                break;
            }
            put(heap[child], place);
            place = child;
            child = 2 * place + 1;
        }
        put(entry, place);
    }

    private void put(Entry entry, int place) {
        heap[place] = entry;
        entry.place = place;
    }
}
