// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.Arrays;

/** The entities of a {@link FairQueue}, in no order, each knowing its place. */
final class FairEntities {
    private FairEntity[] entities = new FairEntity[4];
    private int size;
    private long orders;

    int size() {
        return size;
    }

    FairEntity get(int slot) {
        return entities[slot];
    }

    void add(FairEntity entity) {
        if (size == entities.length) {
            entities = Arrays.copyOf(entities, 2 * size);
        }
        entity.slot = size;
        entity.queued = true;
        entities[size++] = entity;
        requeue(entity);
    }

    /** Moves an entity behind all others with the same key. */
    void requeue(FairEntity entity) {
        entity.order = ++orders;
    }

    void remove(FairEntity entity) {
        FairEntity last = entities[--size];
        entities[entity.slot] = last;
        last.slot = entity.slot;
        entities[size] = null;
        entity.queued = false;
    }
}
