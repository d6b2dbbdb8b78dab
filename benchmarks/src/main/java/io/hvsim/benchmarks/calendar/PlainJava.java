// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

import java.util.PriorityQueue;

/** What one writes without an engine: a {@link PriorityQueue} with an object for each event. */
final class PlainJava implements Events {
    private record Event(long timeNs, long sequence, int entity) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(timeNs, other.timeNs);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Event> queue = new PriorityQueue<>();
    private Model model;
    private long nowNs;
    private long sequence;

    @Override
    public void start(Model model, int entities) {
        this.model = model;
    }

    @Override
    public void prioritise(int entity, int priority) {
        throw new UnsupportedOperationException("the sequence alone decides");
    }

    @Override
    public void arm(int entity, long delayNs) {
        queue.add(new Event(nowNs + delayNs, sequence++, entity));
    }

    @Override
    public void forward(int entity, long delayNs) {
        arm(entity, delayNs);
    }

    @Override
    public void cancel(int entity) {
        throw new UnsupportedOperationException("a queue of events has no handle to take one out by");
    }

    @Override
    public void run() {
        for (Event event = queue.poll(); event != null; event = queue.poll()) {
            nowNs = event.timeNs;
            model.happen(event.entity);
        }
    }

    @Override
    public long now() {
        return nowNs;
    }
}
