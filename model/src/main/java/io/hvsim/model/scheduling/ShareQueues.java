// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * The run queue of a host, in one {@link ShareQueue} for each set of pCPUs that vCPUs are bound to, so that a pCPU finds the
 * first of those that may run on it without looking at the others.
 */
final class ShareQueues {
    private final Map<BitSet, ShareQueue> queues = new HashMap<>();
    /** The queues of those that may run on each pCPU. */
    private final ShareQueue[][] served;

    ShareQueues(int pcpus) {
        this.served = new ShareQueue[pcpus][0];
    }

    /** The queue of those that may run on the pCPUs of {@code affinity}. */
    ShareQueue of(BitSet affinity) {
        return queues.computeIfAbsent(affinity, this::create);
    }

    private ShareQueue create(BitSet affinity) {
        ShareQueue queue = new ShareQueue();
        for (int pcpu = 0; pcpu < served.length; pcpu++) {
            if (affinity.get(pcpu)) {
                int count = served[pcpu].length;
                served[pcpu] = Arrays.copyOf(served[pcpu], count + 1);
                served[pcpu][count] = queue;
            }
        }
        return queue;
    }

    /** Takes out the id that {@code pcpu} serves next; -1 if there is none. */
    int take(int pcpu) {
        ShareQueue best = null;
        for (ShareQueue queue : served[pcpu]) {
            if (!queue.isEmpty() && (best == null || queue.precedes(best))) {
                best = queue;
            }
        }
        if (best == null) {
            return -1;
        }
        int id = best.first();
        best.remove(id);
        return id;
    }
}
