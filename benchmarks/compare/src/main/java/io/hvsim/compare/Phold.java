// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

/**
 * PHOLD: each of n entities begins with an event to come at Exp(1 s); an event counts at its entity and gives a random
 * entity one after Exp(1 s), until so many were scheduled; then those that are left happen. The check is the time of the
 * last event, and how many there were at each entity.
 */
final class Phold extends Model {
    private final int entities;
    private final long events;
    private final int[] counts;
    private long scheduled;
    private long lastNs;

    Phold(int entities, long events) {
        this.entities = entities;
        this.events = events;
        this.counts = new int[entities];
    }

    @Override
    int entities() {
        return entities;
    }

    @Override
    boolean oneEventEach() {
        return false;
    }

    @Override
    void begin(Calendar calendar) {
        for (int i = 0; i < entities; i++) {
            calendar.schedule(i, random.exponentialNs(SECOND_NS));
        }
        scheduled = entities;
    }

    @Override
    void happen(int entity, Calendar calendar) {
        counts[entity]++;
        lastNs = calendar.now();
        if (scheduled < events) {
            scheduled++;
            int next = random.nextInt(entities);
            calendar.schedule(next, random.exponentialNs(SECOND_NS));
        }
    }

    @Override
    long check() {
        long sum = lastNs;
        for (int count : counts) {
            sum = sum * 31 + count;
        }
        return sum;
    }
}
