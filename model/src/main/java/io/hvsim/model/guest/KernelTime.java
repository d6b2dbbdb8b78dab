// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.technique.Ledger;
import java.util.List;

/**
 * What one CPU of a guest does outside its tasks: time and counts by cause.
 *
 * <p>The kernel executes the same few bursts again and again, and mostly whole: a tick is five of them. Their time is not
 * charged each time but multiplied out when the accounts are read, so that a tick touches one line of the cache for it and
 * not one for every cause. Their counts are added at once: a sum of fractions depends on the order.
 */
final class KernelTime {
    private final List<Burst> bursts;
    /** How often each of them was executed whole since the accounts were read. */
    private final int[] executions;

    private final Ledger ledger = new Ledger();

    /** @param bursts what the kernel executes, by {@link Burst#number} */
    KernelTime(List<Burst> bursts) {
        this.bursts = bursts;
        this.executions = new int[bursts.size()];
    }

    /** The burst of this number was executed whole: its time counts, its counts still have to be added. */
    void executed(int number) {
        if (++executions[number] == Integer.MAX_VALUE) {
            settle();
        }
    }

    /** Where time and counts may be added; it lacks the time of {@link #executed} bursts. */
    Ledger open() {
        return ledger;
    }

    /** All time and counts so far; the same object each time. */
    Ledger settled() {
        settle();
        return ledger;
    }

    private void settle() {
        for (int i = 0; i < executions.length; i++) {
            if (executions[i] != 0) {
                bursts.get(i).charge(executions[i], ledger.ns);
                executions[i] = 0;
            }
        }
    }
}
