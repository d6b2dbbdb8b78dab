// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

/**
 * A {@link Pool} at work. What competes in it divides what the pool gets, by shares.
 *
 * <p>A pool has a clock, by which its vCPUs consume: it goes faster than that of its parent by as much as the shares that
 * compete in the pool are more than its own. One vCPU alone in a pool of twice its shares thus consumes half as fast, and
 * gets twice as much. The clock of the host shows the simulated time.
 */
final class SharePool {
    private final SharePool parent;
    private final double shares;
    private final boolean reserved;
    private final Budget budget;
    private double competing;
    private int competitors;
    /** What the clock showed when the pool's competitors last changed, and what its parent's did. */
    private double clockNs;

    private double parentClockNs;

    /**
     * @param parent null for the host itself
     * @param budget the accounts of the pool
     */
    SharePool(Pool pool, SharePool parent, Budget budget) {
        this.parent = parent;
        this.shares = pool.shares();
        this.reserved = pool.reservation() > 0;
        this.budget = budget;
    }

    /** What the clock shows at the simulated time {@code now}, in nanoseconds. */
    double clockNs(long now) {
        return parent == null ? now : clockNs + (parent.clockNs(now) - parentClockNs) * pace();
    }

    /** How fast the clock goes, simulated time = 1; 0 while nothing competes. */
    double speed() {
        return parent == null ? 1 : pace() * parent.speed();
    }

    private double pace() {
        return competing / shares;
    }

    /** Something of {@code weight} shares in the pool wants CPU time from now on. */
    void join(double weight, long now) {
        if (parent != null) {
            settle(now);
            competing += weight;
            if (competitors++ == 0) {
                parent.join(shares, now);
            }
        }
    }

    /** Ends {@link #join}. */
    void leave(double weight, long now) {
        if (parent != null) {
            settle(now);
            competing = --competitors == 0 ? 0 : competing - weight;
            if (competitors == 0) {
                parent.leave(shares, now);
            }
        }
    }

    private void settle(long now) {
        double parentNow = parent.clockNs(now);
        clockNs += (parentNow - parentClockNs) * pace();
        parentClockNs = parentNow;
    }

    /** A vCPU has come into the pool or one below. */
    void addVcpu() {
        for (SharePool each = this; each != null; each = each.parent) {
            each.budget.addVcpu();
        }
    }

    /** What is in the pool has {@code more} pCPUs more than before; fewer if negative. */
    void uses(int more) {
        for (SharePool each = this; each != null; each = each.parent) {
            each.budget.uses(more);
        }
    }

    boolean isWithin(SharePool other) {
        return this == other || parent != null && parent.isWithin(other);
    }

    boolean isReserved() {
        return reserved;
    }

    /** Whether it or a pool that it is in has a reservation. */
    boolean isWithinReserved() {
        return reserved || parent != null && parent.isWithinReserved();
    }

    /** Whether it or a pool that it is in is below its reservation. */
    boolean isBelowReservation() {
        return budget.isBelowReservation() || parent != null && parent.isBelowReservation();
    }

    /** Whether it or a pool that it is in has used up its limit. */
    boolean isCapped() {
        return budget.isCapped() || parent != null && parent.isCapped();
    }
}
