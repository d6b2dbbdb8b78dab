// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

/**
 * A run queue under EEVDF. Each entity has a virtual run time v, which grows while it runs by time over weight, and a
 * deadline, one slice of virtual time later. V is the mean of all v by weight. An entity is eligible if it is not ahead of V;
 * of the eligible ones that with the earliest deadline runs. V is kept as an exact sum of integers, and every comparison is
 * exact.
 *
 * <p>A queue is searched from end to end, in time proportional to its length.
 */
final class EevdfQueue extends FairQueue {

    /**
     * How the queue differs between kernels.
     *
     * @param sliceNs the slice of every entity
     * @param lagLimitNs how far lag is kept at most, in nanoseconds of run time
     * @param repicks whether an entity that is past its protection can lose the pCPU whenever it is charged, and
     *     not only at the end of its slice
     * @param delays whether an entity that goes to sleep ahead of the mean stays until it is not
     * @param keepsDeadline whether an entity keeps its distance to its deadline on another pCPU
     * @param forfeits whether an eligible entity that yields gives up its virtual time up to its deadline too
     * @param exact whether the running entity is charged at any time at which that matters, and not only at ticks
     */
    record Rules(
            long sliceNs,
            long lagLimitNs,
            boolean repicks,
            boolean delays,
            boolean keepsDeadline,
            boolean forfeits,
            boolean exact) {}

    private final Rules rules;
    /** Near V: virtual times are summed up as distances from here. */
    private long base;
    /** Sum of weight times (v - base). */
    private long sum;

    EevdfQueue(Rules rules) {
        this.rules = rules;
    }

    /** None: {@link #add} gives the entity a new virtual time, from its lag. */
    @Override
    long shiftFrom(FairQueue other) {
        return 0;
    }

    @Override
    boolean isLikeAnyOther() {
        return true;
    }

    @Override
    boolean account(long nowNs) {
        if (running == null || nowNs == sinceNs) {
            return false;
        }
        long passed = running.virtual(nowNs - sinceNs);
        sinceNs = nowNs;
        running.v += passed;
        sum += passed * running.weight;
        boolean sliceEnds = running.v >= running.deadline;
        if (sliceEnds) {
            running.deadline = running.v + running.virtual(rules.sliceNs);
        }
        return size() > 1 && (sliceEnds || rules.repicks && !isProtected(running));
    }

    @Override
    boolean tick(long nowNs) {
        return account(nowNs);
    }

    /** V, rounded down; moves {@link #base} there. */
    private long mean() {
        if (load > 0) {
            long shift = Math.floorDiv(sum, load);
            base += shift;
            sum -= shift * load;
        }
        return base;
    }

    private boolean isEligible(FairEntity entity) {
        return sum >= (entity.v - base) * load;
    }

    private boolean isProtected(FairEntity entity) {
        return rules.repicks ? entity.v < entity.protection : entity.deadline == entity.protection;
    }

    @Override
    void add(FairEntity entity, boolean woken) {
        long lag = size() == 0 ? 0 : entity.lag * (load + entity.weight) / load;
        long slice = woken || !rules.keepsDeadline ? entity.virtual(rules.sliceNs) : entity.deadline - entity.v;
        entity.v = mean() - lag;
        entity.deadline = entity.v + slice;
        link(entity);
        count(entity, 1);
    }

    private void count(FairEntity entity, int sign) {
        load += sign * entity.weight;
        sum += sign * entity.weight * (entity.v - base);
    }

    @Override
    void revive(FairEntity entity) {
        entity.delayed = false;
        if (lag(entity) > 0) {
            drop(entity);
            entity.lag = 0;
            add(entity, true);
        }
    }

    @Override
    boolean block(FairEntity entity) {
        if (rules.delays && !isEligible(entity)) {
            entity.delayed = true;
            if (entity == running) {
                stop();
            }
            return false;
        }
        remove(entity);
        return true;
    }

    @Override
    void remove(FairEntity entity) {
        entity.lag = lag(entity);
        drop(entity);
    }

    private long lag(FairEntity entity) {
        long limit = entity.virtual(rules.lagLimitNs);
        return Math.max(-limit, Math.min(limit, mean() - entity.v));
    }

    private void drop(FairEntity entity) {
        count(entity, -1);
        unlink(entity);
        entity.delayed = false;
        if (entity == running) {
            running = null;
        }
    }

    @Override
    FairEntity pick() {
        FairEntity best = best();
        while (best != null && best.delayed) {
            remove(best);
            best.lag = Math.min(best.lag, 0);
            best = best();
        }
        return best;
    }

    private FairEntity best() {
        if (size() <= 1) {
            return first;
        }
        FairEntity current = running != null && isEligible(running) ? running : null;
        if (current != null && isProtected(current)) {
            return current;
        }
        FairEntity best = null;
        for (FairEntity each = first; each != null; each = each.next) {
            if (each != running && (best == null || isBefore(each, best)) && isEligible(each)) {
                best = each;
            }
        }
        return best == null || current != null && current.deadline < best.deadline ? current : best;
    }

    private static boolean isBefore(FairEntity a, FairEntity b) {
        return a.deadline != b.deadline ? a.deadline < b.deadline : a.order < b.order;
    }

    @Override
    boolean preempts(FairEntity woken) {
        // If not, how long the running one may go on is another question now that there is one more.
        return best() == woken || rules.exact && rules.repicks && !isProtected(running);
    }

    @Override
    void giveWay() {
        if (rules.forfeits && isEligible(running)) {
            sum += running.weight * (running.deadline - running.v);
            running.v = running.deadline;
        }
        running.deadline += running.virtual(rules.sliceNs);
    }

    /** Does nothing: only the vCPU itself gives up time. */
    @Override
    void giveWayAsGroup() {}

    /** Does nothing: EEVDF heeds no buddies. */
    @Override
    void prefer(FairEntity entity) {}

    /** Under exact slices until the slice ends, or, where protection is over, until another entity is the one to run. */
    @Override
    long untilNextPick() {
        if (!rules.exact) {
            return Long.MAX_VALUE;
        }
        long passing = running.deadline - running.v;
        if (rules.repicks && !isProtected(running) && size() > 1) {
            passing = Math.min(passing, untilLost());
        }
        return running.real(Math.max(1, passing));
    }

    /**
     * The virtual time that passes for the running entity before it is no longer eligible, or another one with an earlier
     * deadline is.
     */
    private long untilLost() {
        long passing = Math.floorDiv(sum - (running.v - base) * load, load - running.weight) + 1;
        for (FairEntity each = first; each != null; each = each.next) {
            if (each != running && each.deadline <= running.deadline) {
                passing = Math.min(passing, -Math.floorDiv(sum - (each.v - base) * load, running.weight));
            }
        }
        return passing;
    }

    @Override
    void start(FairEntity entity, long nowNs) {
        running = entity;
        sinceNs = nowNs;
        entity.protection =
                rules.repicks ? Math.min(entity.deadline, entity.v + entity.virtual(rules.sliceNs)) : entity.deadline;
    }

    @Override
    void reweigh(FairEntity entity, long weight) {
        if (weight == entity.weight) {
            return;
        }
        long mean = mean();
        count(entity, -1);
        long lag = (mean - entity.v) * entity.weight / weight;
        long slice = (entity.deadline - entity.v) * entity.weight / weight;
        entity.weight = weight;
        entity.v = mean - lag;
        entity.deadline = entity.v + slice;
        count(entity, 1);
    }
}
