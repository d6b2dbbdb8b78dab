// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/** What a guest CPU does while it has nothing to run. */
public sealed interface IdlePolicy {

    /** It halts at once (HLT) and gives its pCPU back until the next interrupt. */
    record Halt() implements IdlePolicy {}

    /**
     * It polls for work for a while before it halts. A task that becomes ready meanwhile costs no interrupt, no exit and no
     * way back from a halt, but the pCPU is taken all the time. The window adapts to each CPU: it grows after halts that a
     * longer window would have spared, and shrinks after long ones.
     *
     * <p>Source: Linux, {@code drivers/cpuidle/governors/haltpoll.c} and {@code
     * Documentation/virt/guest-halt-polling.rst}. Differs from the source in: an interrupt that readies nothing stops the
     * window instead of counting into it; a halt is over when its interrupt arrives, not when the CPU is back.
     *
     * @param maxNs longest window, in nanoseconds; above 0
     * @param grow factor by which the window grows; at least 1
     * @param growStartNs first window above 0, in nanoseconds
     * @param shrink divisor by which the window shrinks; 0 to drop it at once
     */
    record Poll(long maxNs, int grow, long growStartNs, int shrink) implements IdlePolicy {

        /** The window after a halt of {@code haltedNs}, the polling before it not counted, when it was {@code windowNs}. */
        public long next(long windowNs, long haltedNs) {
            if (haltedNs > maxNs) {
                return shrink == 0 ? 0 : windowNs / shrink;
            }
            return haltedNs > windowNs ? Math.min(maxNs, Math.max(windowNs * grow, growStartNs)) : windowNs;
        }
    }

    /**
     * It waits in MWAIT, which the hypervisor does not intercept: idling never leaves the guest, and a write of another CPU
     * to the watched memory wakes it as well as an interrupt does. The pCPU is taken all the time.
     */
    record Mwait() implements IdlePolicy {}
}
