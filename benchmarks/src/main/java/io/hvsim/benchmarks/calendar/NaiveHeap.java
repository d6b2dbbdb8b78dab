// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An indexed binary heap as one writes it first: a list of event objects and a comparator, with a map from each event to
 * its place in the list. An event that is moved is taken out, and a new one put in.
 */
final class NaiveHeap implements Events {
    private static final class Event {
        private final long timeNs;
        private final int priority;
        private final long sequence;
        private final int entity;

        Event(long timeNs, int priority, long sequence, int entity) {
            this.timeNs = timeNs;
            this.priority = priority;
            this.sequence = sequence;
            this.entity = entity;
        }
    }

    private static final Comparator<Event> ORDER = Comparator.<Event>comparingLong(event -> event.timeNs)
            .thenComparingInt(event -> event.priority)
            .thenComparingLong(event -> event.sequence);

    private final List<Event> heap = new ArrayList<>();
    private final Map<Event, Integer> places = new HashMap<>();
    private Event[] armed = new Event[0];
    private int[] priorities = new int[0];
    private Model model;
    private long sequence;
    private long nowNs;

    @Override
    public void start(Model model, int entities) {
        this.model = model;
        armed = new Event[entities];
        priorities = new int[entities];
    }

    @Override
    public void prioritise(int entity, int priority) {
        priorities[entity] = priority;
    }

    @Override
    public void arm(int entity, long delayNs) {
        cancel(entity);
        armed[entity] = add(entity, delayNs);
    }

    @Override
    public void forward(int entity, long delayNs) {
        add(entity, delayNs);
    }

    @Override
    public void cancel(int entity) {
        if (armed[entity] != null) {
            removeAt(places.get(armed[entity]));
            armed[entity] = null;
        }
    }

    @Override
    public void run() {
        while (!heap.isEmpty()) {
            Event event = removeAt(0);
            if (armed[event.entity] == event) {
                armed[event.entity] = null;
            }
            nowNs = event.timeNs;
            model.happen(event.entity);
        }
    }

    @Override
    public long now() {
        return nowNs;
    }

    private Event add(int entity, long delayNs) {
        Event event = new Event(nowNs + delayNs, priorities[entity], sequence++, entity);
        heap.add(event);
        places.put(event, heap.size() - 1);
        rise(heap.size() - 1);
        return event;
    }

    private Event removeAt(int place) {
        int last = heap.size() - 1;
        swap(place, last);
        Event removed = heap.remove(last);
        places.remove(removed);
        if (place < last) {
            sink(place);
            rise(place);
        }
        return removed;
    }

    private void rise(int from) {
        int place = from;
        while (place > 0 && isBefore(place, (place - 1) / 2)) {
            swap(place, (place - 1) / 2);
            place = (place - 1) / 2;
        }
    }

    private void sink(int from) {
        int place = from;
        while (true) {
            int least = place;
            for (int child = 2 * place + 1; child <= 2 * place + 2; child++) {
                if (child < heap.size() && isBefore(child, least)) {
                    least = child;
                }
            }
            if (least == place) {
                return;
            }
            swap(place, least);
            place = least;
        }
    }

    private boolean isBefore(int place, int other) {
        return ORDER.compare(heap.get(place), heap.get(other)) < 0;
    }

    private void swap(int place, int other) {
        Event event = heap.get(place);
        Event moved = heap.get(other);
        heap.set(place, moved);
        heap.set(other, event);
        places.put(moved, place);
        places.put(event, other);
    }
}
