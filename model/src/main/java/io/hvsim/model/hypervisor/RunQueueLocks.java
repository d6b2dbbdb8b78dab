// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

/**
 * The spinlocks of the host's run queues, one for each pCPU. Whoever wants one waits for all that came before: a lock is
 * known by the time at which the last of them lets go of it, so that contention costs no events.
 *
 * <p>Source: Linux, {@code double_rq_lock} and the callers of {@code raw_spin_lock(&rq->lock)} in {@code
 * kernel/sched/core.c}. Differs from the source in: who takes two locks stands in both queues at once, where the kernel
 * joins the second when it has the first, so that many attempts at once take up to a third longer.
 */
final class RunQueueLocks {
    private final long[] freeAtNs;

    RunQueueLocks(int pcpus) {
        this.freeAtNs = new long[pcpus];
    }

    /** The lock of {@code pcpu} is wanted at {@code atNs} and held for {@code holdNs}; returns when it is got. */
    long take(int pcpu, long atNs, long holdNs) {
        long gotNs = Math.max(atNs, freeAtNs[pcpu]);
        freeAtNs[pcpu] = gotNs + holdNs;
        return gotNs;
    }

    /** The same for the locks of two pCPUs, which may be one; the first that is got is held while waiting for the other. */
    long takeBoth(int one, int other, long atNs, long holdNs) {
        long gotNs = Math.max(atNs, Math.max(freeAtNs[one], freeAtNs[other]));
        freeAtNs[one] = gotNs + holdNs;
        freeAtNs[other] = gotNs + holdNs;
        return gotNs;
    }
}
