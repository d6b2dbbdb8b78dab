// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

/**
 * A run queue of Linux's fair class: the entities that share a pCPU, or what a VM gets of one. At most one of them is
 * running; it stays in the queue.
 */
interface FairQueue {

    /** The number of entities, the running one and delayed sleepers included. */
    int size();

    /** The virtual time to which those of the entities relate. */
    long base();

    FairEntity running();

    /** Charges the running entity; true if it should then be chosen anew. */
    boolean account(long nowNs);

    /** The timer tick: charges the running entity; true if it should then be chosen anew. */
    boolean tick(long nowNs);

    /**
     * Adds an entity that has settled here; the running one has been charged.
     *
     * @param woken whether it comes from sleep or throttling; otherwise from another queue
     */
    void add(FairEntity entity, boolean woken);

    /** A sleeper whose dequeue is delayed wakes. */
    void revive(FairEntity entity);

    /** An entity goes to sleep. False if it stays in the queue, delayed. */
    boolean block(FairEntity entity);

    /** An entity leaves for another queue or is throttled. */
    void remove(FairEntity entity);

    /** The entity to run next, which may be the running one; null if there is none. */
    FairEntity pick();

    /** Whether {@code woken}, in the queue, should run in place of the running entity. */
    boolean preempts(FairEntity woken);

    /** The running entity, which has been charged, gives way. */
    void giveWay();

    /** A vCPU of the running group, which has been charged, gives way to any other vCPU. */
    void giveWayAsGroup();

    /** The next pick should be {@code entity}, if it is not far from being the one to run. */
    void prefer(FairEntity entity);

    /** How long the running entity may go on before the queue is to be asked again, in nanoseconds. */
    long untilNextPick();

    /** Switches to {@code entity}; none is running. */
    void start(FairEntity entity, long nowNs);

    /** Switches the running entity out; it stays in the queue. */
    void stop();

    /** Changes the weight of an entity in the queue; the running one has been charged. */
    void reweigh(FairEntity entity, long weight);
}
