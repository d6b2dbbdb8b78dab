// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Ledger;

/**
 * A burst being executed: how far it is, and how its time splits by cause wherever it is cut. Cutting it into any pieces
 * charges the same total to each cause.
 */
public final class Execution {
    /** What remains of a wait that nothing but an interrupt ends. */
    public static final long FOREVER = Long.MAX_VALUE;

    private static final int USER = Cause.USER.ordinal();
    private static final int KERNEL = Cause.KERNEL.ordinal();
    private static final int DILATION = Cause.DILATION.ordinal();

    private Burst burst = Burst.EMPTY;
    /** What {@link #userNs} is charged to. */
    private int userCause = USER;

    private long userNs;
    private long dilationNs;
    private long totalNs;
    private long doneNs;

    /** Starts {@code burst} from its beginning, with {@code userNs} of user mode besides its fixed parts. */
    public void start(Burst burst, long userNs) {
        this.burst = burst;
        this.userCause = USER;
        this.userNs = userNs;
        this.dilationNs = (long) (userNs * burst.dilation);
        this.totalNs = burst.fixedNs() + userNs + dilationNs;
        this.doneNs = 0;
    }

    /** Starts {@code ns} of kernel mode. */
    void startKernel(long ns) {
        start(Burst.EMPTY, ns);
        userCause = KERNEL;
    }

    /** Starts something that has no end and must not be {@link #advance advanced}: whoever runs it ends it. */
    void startEndless() {
        burst = Burst.EMPTY;
        totalNs = Long.MAX_VALUE;
        doneNs = 0;
    }

    public long remainingNs() {
        return totalNs - doneNs;
    }

    /** Whether any of it is user mode. */
    boolean isUser() {
        return userCause == USER && userNs > 0;
    }

    /** Whether nothing is left. An execution that takes no time still has to be {@link #advance advanced} by 0. */
    public boolean isDone() {
        return doneNs == totalNs;
    }

    /**
     * Executes {@code ns} more nanoseconds, at most what remains.
     *
     * @param ledger charged with time and counts
     * @param first nanoseconds by cause of a request that this time delays, or null
     * @param second the same of another request, or null
     */
    public void advance(long ns, Ledger ledger, long[] first, long[] second) {
        if (doneNs == 0 && ns == totalNs) {
            doneNs = ns;
            advanceWhole(ledger, first, second);
            return;
        }
        long before = doneNs;
        long after = doneNs + ns;
        doneNs = after;
        Burst burst = this.burst;
        long earlier = 0;
        for (int i = 0; i < burst.causes.length; i++) {
            long upTo = between(burst.cumulativeNs[i], before, after);
            charge(burst.causes[i], upTo - earlier, ledger, first, second);
            earlier = upTo;
        }
        long user = between(burst.fixedNs() + userNs, before, after) - earlier;
        charge(userCause, user, ledger, first, second);
        charge(DILATION, ns - earlier - user, ledger, first, second);
        count(totalNs == 0 ? 1 : (double) ns / totalNs, ledger);
    }

    private void advanceWhole(Ledger ledger, long[] first, long[] second) {
        chargeWhole(ledger.ns);
        if (first != null) {
            chargeWhole(first);
        }
        if (second != null) {
            chargeWhole(second);
        }
        Burst burst = this.burst;
        for (int i = 0; i < burst.countedCauses.length; i++) {
            ledger.counts[burst.countedCauses[i]] += burst.counts[i];
        }
    }

    private void chargeWhole(long[] ns) {
        Burst burst = this.burst;
        for (int i = 0; i < burst.causes.length; i++) {
            ns[burst.causes[i]] += burst.ns[i];
        }
        if (userNs != 0) {
            ns[userCause] += userNs;
            ns[DILATION] += dilationNs;
        }
    }

    /** Passes {@code ns} more nanoseconds that are accounted elsewhere. */
    void pass(long ns) {
        doneNs += ns;
    }

    static void charge(int cause, long ns, Ledger ledger, long[] first, long[] second) {
        ledger.ns[cause] += ns;
        if (first != null) {
            first[cause] += ns;
        }
        if (second != null) {
            second[cause] += ns;
        }
    }

    private long between(long part, long before, long after) {
        return at(part, after) - at(part, before);
    }

    /** How much of the first {@code part} nanoseconds of the burst counts as done when {@code done} of the whole are. */
    private long at(long part, long done) {
        return done == totalNs ? part : Math.min(done, (long) (part * ((double) done / totalNs)));
    }

    private void count(double share, Ledger ledger) {
        Burst burst = this.burst;
        for (int i = 0; i < burst.countedCauses.length; i++) {
            ledger.counts[burst.countedCauses[i]] += share * burst.counts[i];
        }
    }
}
