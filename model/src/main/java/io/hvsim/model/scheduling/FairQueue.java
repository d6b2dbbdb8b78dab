// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

/**
 * A run queue of Linux's fair class: the entities that share a pCPU, or what a VM gets of one. At most one of them is
 * running; it stays in the queue.
 *
 * <p>The entities are linked in no order: there are few, and a queue is searched from end to end.
 */
abstract sealed class FairQueue permits CfsQueue, EevdfQueue {
    /** One of the entities; the others follow it by {@link FairEntity#next}. Null if there is none. */
    FairEntity first;
    /** Null if none is. */
    FairEntity running;
    /** Up to when the running entity was charged. */
    long sinceNs;
    /** Weight of all entities. */
    long load;

    private int size;
    private long orders;

    /** The number of entities, the running one and delayed sleepers included. */
    final int size() {
        return size;
    }

    final FairEntity running() {
        return running;
    }

    final void link(FairEntity entity) {
        entity.next = first;
        if (first != null) {
            first.previous = entity;
        }
        first = entity;
        size++;
        entity.queued = true;
        requeue(entity);
    }

    final void unlink(FairEntity entity) {
        FairEntity next = entity.next;
        FairEntity previous = entity.previous;
        if (previous == null) {
            first = next;
        } else {
            previous.next = next;
            entity.previous = null;
        }
        if (next != null) {
            next.previous = previous;
            entity.next = null;
        }
        size--;
        entity.queued = false;
    }

    /** Moves an entity behind all others with the same key. */
    private void requeue(FairEntity entity) {
        entity.order = ++orders;
    }

    /** Switches the running entity out; it stays in the queue. */
    final void stop() {
        requeue(running);
        running = null;
    }

    /** By how much the virtual time of an entity changes that comes from {@code other}, a queue under the same policy. */
    abstract long shiftFrom(FairQueue other);

    /** Whether it makes no difference to entities which of two empty queues they come to. */
    abstract boolean isLikeAnyOther();

    /** Charges the running entity; true if it should then be chosen anew. */
    abstract boolean account(long nowNs);

    /** The timer tick: charges the running entity; true if it should then be chosen anew. */
    abstract boolean tick(long nowNs);

    /**
     * Adds an entity that has settled here; the running one has been charged.
     *
     * @param woken whether it comes from sleep or throttling; otherwise from another queue
     */
    abstract void add(FairEntity entity, boolean woken);

    /** A sleeper whose dequeue is delayed wakes. */
    abstract void revive(FairEntity entity);

    /** An entity goes to sleep. False if it stays in the queue, delayed. */
    abstract boolean block(FairEntity entity);

    /** An entity leaves for another queue or is throttled. */
    abstract void remove(FairEntity entity);

    /** The entity to run next, which may be the running one; null if there is none. */
    abstract FairEntity pick();

    /** Whether {@code woken}, in the queue, should run in place of the running entity. */
    abstract boolean preempts(FairEntity woken);

    /** The running entity, which has been charged, gives way. */
    abstract void giveWay();

    /** A vCPU of the running group, which has been charged, gives way to any other vCPU. */
    abstract void giveWayAsGroup();

    /** The next pick should be {@code entity}, if it is not far from being the one to run. */
    abstract void prefer(FairEntity entity);

    /** How long the running entity may go on before the queue is to be asked again, in nanoseconds. */
    abstract long untilNextPick();

    /** Switches to {@code entity}; none is running. */
    abstract void start(FairEntity entity, long nowNs);

    /** Changes the weight of an entity in the queue; the running one has been charged. */
    abstract void reweigh(FairEntity entity, long weight);
}
