// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;

/**
 * The accounts of a VM, or of a pool of VMs, against its reservation and its limit: two token buckets of CPU time. Each
 * fills at the rate of the claim, up to what the claim is worth in one quantum, and empties at the rate of one for each pCPU
 * that the VM has.
 *
 * <ul>
 *   <li>The VM is <em>below its reservation</em> from when it could run ahead for the margin of preemption until it has used
 *       up what it saved. Time that it did not ask for is thus lent to others, and at most one quantum of it comes back.
 *   <li>The VM is <em>capped</em> from when it has used up what its limit allows until one quantum's worth has come together
 *       again.
 * </ul>
 */
final class Budget {
    private final double reservation;
    private final double limit;
    private final double reservedMostNs;
    private final double reservedEnoughNs;
    private final double allowedMostNs;
    private final Dispatcher dispatcher;
    private final Timer crossing;
    private final Runnable changed;
    private final long quantumNs;
    private double overdraftNs;
    private double reservedNs;
    private double allowedNs;
    private int running;
    private long settledAt;
    private boolean belowReservation;
    private boolean capped;

    /**
     * @param reservation pCPUs' worth of time; 0 for none
     * @param limit pCPUs' worth of time; {@link Claim#UNLIMITED} for none
     * @param changed what to do when the VM has come to be below its reservation or capped, or no longer is
     */
    Budget(double reservation, double limit, long quantumNs, long marginNs, Dispatcher dispatcher, Runnable changed) {
        this.reservation = reservation;
        this.limit = limit;
        this.quantumNs = quantumNs;
        this.reservedMostNs = reservation * quantumNs;
        this.reservedEnoughNs = reservation * Math.min(marginNs, quantumNs);
        this.allowedMostNs = limit * quantumNs;
        this.dispatcher = dispatcher;
        this.changed = changed;
        this.reservedNs = reservedMostNs;
        this.allowedNs = allowedMostNs;
        this.belowReservation = reservation > 0;
        this.crossing = reservation > 0 || isLimited() ? dispatcher.timer(this::cross) : null;
        this.settledAt = dispatcher.now();
    }

    private boolean isLimited() {
        return limit != Claim.UNLIMITED;
    }

    /** The VM has one more vCPU, which may overdraw the account of the reservation by one quantum. */
    void addVcpu() {
        overdraftNs += quantumNs;
    }

    boolean isBelowReservation() {
        return belowReservation;
    }

    boolean isCapped() {
        return capped;
    }

    /** The VM has {@code more} pCPUs more than before; fewer if negative. */
    void uses(int more) {
        if (crossing != null) {
            settle();
            running += more;
            arm();
        }
    }

    private void settle() {
        double ns = dispatcher.now() - settledAt;
        settledAt = dispatcher.now();
        reservedNs += (reservation - running) * ns;
        reservedNs = Math.max(-overdraftNs, Math.min(reservedMostNs, reservedNs));
        if (isLimited()) {
            allowedNs = Math.min(allowedMostNs, allowedNs + (limit - running) * ns);
        }
    }

    private void cross() {
        settle();
        boolean wasBelow = belowReservation;
        boolean wasCapped = capped;
        if (reservation > 0) {
            belowReservation = belowReservation ? reservedNs > 0 : reservedNs >= reservedEnoughNs;
        }
        if (isLimited()) {
            capped = capped ? allowedNs < allowedMostNs : allowedNs <= 0;
        }
        arm();
        if (wasBelow != belowReservation || wasCapped != capped) {
            changed.run();
        }
    }

    private void arm() {
        double ns = Math.min(toReservation(), toLimit());
        if (ns == Double.POSITIVE_INFINITY) {
            crossing.cancel();
        } else {
            crossing.armIn(Math.max(1, (long) Math.ceil(ns)));
        }
    }

    /** How long at the present rate until the VM comes to be below its reservation, or no longer is. */
    private double toReservation() {
        double rate = reservation - running;
        if (reservation > 0 && (belowReservation ? rate < 0 : rate > 0)) {
            return ((belowReservation ? 0 : reservedEnoughNs) - reservedNs) / rate;
        }
        return Double.POSITIVE_INFINITY;
    }

    private double toLimit() {
        double rate = limit - running;
        if (isLimited() && (capped ? rate > 0 : rate < 0)) {
            return ((capped ? allowedMostNs : 0) - allowedNs) / rate;
        }
        return Double.POSITIVE_INFINITY;
    }
}
