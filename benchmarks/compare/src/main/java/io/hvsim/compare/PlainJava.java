// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

import java.util.PriorityQueue;

/** What one writes without an engine: a loop over a {@link PriorityQueue} with an object for each event. */
final class PlainJava implements Engine, Calendar {
    private record Event(long timeNs, long sequence, int entity) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(timeNs, other.timeNs);
            return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nowNs;
    private long sequence;

    @Override
    public void run(Model model) {
        model.begin(this);
        for (Event next = events.poll(); next != null; next = events.poll()) {
            nowNs = next.timeNs;
            model.happen(next.entity, this);
        }
    }

    @Override
    public long now() {
        return nowNs;
    }

    @Override
    public void schedule(int entity, long delayNs) {
        events.add(new Event(nowNs + delayNs, sequence++, entity));
    }
}
