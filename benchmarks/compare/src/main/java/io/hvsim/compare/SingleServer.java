// SPDX-License-Identifier: Apache-2.0
package io.hvsim.compare;

/**
 * M/M/1, first come, first served: 0.9 customers arrive in a second, and one is served in a second. Two events for each
 * customer, at most two to come at a time. The check is the sum of all times in the system, in nanoseconds.
 */
final class SingleServer extends Model {
    private static final int ARRIVAL = 0;
    private static final int DEPARTURE = 1;
    private static final double LOAD = 0.9;

    private final long customers;
    /** When those in the system arrived: a ring. */
    private long[] arrivals = new long[64];

    private int first;
    private int present;
    private long arrived;
    private long timeInSystemNs;

    SingleServer(long customers) {
        this.customers = customers;
    }

    @Override
    int entities() {
        return 2;
    }

    @Override
    boolean oneEventEach() {
        return true;
    }

    @Override
    void begin(Calendar calendar) {
        calendar.schedule(ARRIVAL, random.exponentialNs(SECOND_NS / LOAD));
    }

    @Override
    void happen(int entity, Calendar calendar) {
        if (entity == ARRIVAL) {
            arrive(calendar);
        } else {
            depart(calendar);
        }
    }

    private void arrive(Calendar calendar) {
        if (present == arrivals.length) {
            grow();
        }
        arrivals[(first + present++) & (arrivals.length - 1)] = calendar.now();
        if (++arrived < customers) {
            calendar.schedule(ARRIVAL, random.exponentialNs(SECOND_NS / LOAD));
        }
        if (present == 1) {
            calendar.schedule(DEPARTURE, random.exponentialNs(SECOND_NS));
        }
    }

    private void depart(Calendar calendar) {
        timeInSystemNs += calendar.now() - arrivals[first];
        first = (first + 1) & (arrivals.length - 1);
        if (--present > 0) {
            calendar.schedule(DEPARTURE, random.exponentialNs(SECOND_NS));
        }
    }

    private void grow() {
        long[] larger = new long[2 * arrivals.length];
        for (int i = 0; i < present; i++) {
            larger[i] = arrivals[(first + i) & (arrivals.length - 1)];
        }
        arrivals = larger;
        first = 0;
    }

    @Override
    long check() {
        return timeInSystemNs;
    }
}
