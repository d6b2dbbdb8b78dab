// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

/**
 * A run queue under CFS: the entity with the least virtual run time runs. The minimum of the queue, which never goes back,
 * is where those that slept go on.
 *
 * <p>A queue is searched from end to end, in time proportional to its length.
 */
final class CfsQueue extends FairQueue {

    /**
     * Tunables, scaled by the number of CPUs, in nanoseconds.
     *
     * @param latencyNs the time in which every entity is to run once
     * @param granularityNs the least time that each of them gets then
     * @param wakeupNs by how much a waking entity must be behind the running one to preempt it
     * @param sleeperNs by how much an entity that slept may be behind the minimum at most
     */
    record Rules(long latencyNs, long granularityNs, long wakeupNs, long sleeperNs) {
        /** How many entities share a latency; more of them take longer. */
        long most() {
            return -Math.floorDiv(-latencyNs, granularityNs);
        }
    }

    private final Rules rules;
    private final long most;

    private long minimum;
    /** Buddies, for the next pick only: one that gave way and one that others gave way to; null if there is none. */
    private FairEntity skipped;

    private FairEntity preferred;

    CfsQueue(Rules rules) {
        this.rules = rules;
        this.most = rules.most();
    }

    @Override
    long shiftFrom(FairQueue other) {
        return minimum - ((CfsQueue) other).minimum;
    }

    /** No: its minimum stays. */
    @Override
    boolean isLikeAnyOther() {
        return false;
    }

    @Override
    boolean account(long nowNs) {
        if (running != null && nowNs > sinceNs) {
            running.v += running.virtual(nowNs - sinceNs);
            running.ranNs += nowNs - sinceNs;
            sinceNs = nowNs;
            raiseMinimum();
        }
        return false;
    }

    private void raiseMinimum() {
        FairEntity least = least();
        if (least != null) {
            minimum = Math.max(minimum, least.v);
        }
    }

    /** The entity with the least virtual time; the running one comes after its equals. */
    private FairEntity least() {
        return least(leastWaiting(null));
    }

    private FairEntity least(FairEntity waiting) {
        return running != null && (waiting == null || running.v < waiting.v) ? running : waiting;
    }

    private FairEntity leastWaiting(FairEntity but) {
        FairEntity least = null;
        for (FairEntity each = first; each != null; each = each.next) {
            if (each != running && each != but && (least == null || isBefore(each, least))) {
                least = each;
            }
        }
        return least;
    }

    private static boolean isBefore(FairEntity a, FairEntity b) {
        return a.v != b.v ? a.v < b.v : a.order < b.order;
    }

    @Override
    boolean tick(long nowNs) {
        account(nowNs);
        if (size() <= 1) {
            return false;
        }
        long sliceNs = sliceNs();
        if (running.ranNs > sliceNs) {
            return true;
        }
        return running.ranNs >= rules.granularityNs && running.v - leastWaiting(null).v > sliceNs;
    }

    /** What the running entity gets of the time in which every entity of its queue is to run once. */
    private long sliceNs() {
        long periodNs = size() <= most ? rules.latencyNs : size() * rules.granularityNs;
        long sliceNs = periodNs * running.weight / load;
        if (running.group != null) {
            sliceNs = ((CfsQueue) running.group.queue).partOf(running.group, sliceNs);
        }
        return sliceNs;
    }

    private long partOf(FairEntity entity, long ns) {
        return ns * entity.weight / load;
    }

    @Override
    void add(FairEntity entity, boolean woken) {
        if (woken) {
            entity.v = Math.max(entity.v, minimum - rules.sleeperNs);
        }
        link(entity);
        load += entity.weight;
        raiseMinimum();
    }

    @Override
    void revive(FairEntity entity) {
        throw new IllegalStateException("CFS delays no sleepers");
    }

    @Override
    boolean block(FairEntity entity) {
        remove(entity);
        return true;
    }

    @Override
    void remove(FairEntity entity) {
        unlink(entity);
        load -= entity.weight;
        if (entity == running) {
            running = null;
        }
        if (entity == skipped) {
            skipped = null;
        }
        if (entity == preferred) {
            preferred = null;
        }
        raiseMinimum();
    }

    @Override
    FairEntity pick() {
        FairEntity least = least();
        FairEntity pick = least;
        if (least != null && least == skipped) {
            FairEntity second = least == running ? leastWaiting(null) : least(leastWaiting(least));
            if (isNear(second, least)) {
                pick = second;
            }
        }
        if (isNear(preferred, least)) {
            pick = preferred;
        }
        skipped = null;
        preferred = null;
        return pick;
    }

    /** Whether {@code entity} may run in place of the one with the least virtual time. */
    private boolean isNear(FairEntity entity, FairEntity least) {
        return entity != null && entity.v - least.v <= least.virtual(rules.wakeupNs);
    }

    @Override
    void giveWay() {
        skipped = running;
    }

    @Override
    void giveWayAsGroup() {
        giveWay();
    }

    @Override
    void prefer(FairEntity entity) {
        preferred = entity;
    }

    @Override
    boolean preempts(FairEntity woken) {
        return running.v - woken.v > woken.virtual(rules.wakeupNs);
    }

    /** For ever: ticks decide. */
    @Override
    long untilNextPick() {
        return Long.MAX_VALUE;
    }

    @Override
    void start(FairEntity entity, long nowNs) {
        running = entity;
        sinceNs = nowNs;
        entity.ranNs = 0;
    }

    @Override
    void reweigh(FairEntity entity, long weight) {
        load += weight - entity.weight;
        entity.weight = weight;
    }
}
