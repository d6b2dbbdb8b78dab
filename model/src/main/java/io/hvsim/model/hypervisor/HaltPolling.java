// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

/**
 * How long a hypervisor watches for an interrupt after a vCPU has halted, before it lets the pCPU go. A vCPU that is woken
 * meanwhile is spared the way through the host's scheduler; the watching is time of the pCPU. The window adapts to each
 * vCPU: it grows while halts are short enough to be worth watching, and shrinks when they are not.
 *
 * <p>Source: Linux, {@code Documentation/virt/kvm/halt-polling.rst}, {@code virt/kvm/kvm_main.c}. Differs from the source
 * in: watching ends as soon as another vCPU is put on the pCPU, not when one becomes runnable for it.
 *
 * @param maxNs longest window, in nanoseconds; 0 for no polling
 * @param grow factor by which the window grows; at least 1
 * @param growStartNs first window above 0
 * @param shrink divisor by which the window shrinks; 0 to drop it at once
 */
public record HaltPolling(long maxNs, int grow, long growStartNs, int shrink) {

    /** No polling. */
    public static final HaltPolling NONE = new HaltPolling(0, 1, 0, 0);

    /** The window after a halt of {@code blockedNs}, when it was {@code windowNs} before. */
    public long next(long windowNs, long blockedNs) {
        if (blockedNs <= windowNs) {
            return windowNs;
        }
        if (blockedNs > maxNs) {
            return shrunk(windowNs);
        }
        return windowNs < maxNs && blockedNs < maxNs
                ? Math.min(maxNs, Math.max(windowNs * grow, growStartNs))
                : windowNs;
    }

    private long shrunk(long windowNs) {
        long smaller = shrink == 0 ? 0 : windowNs / shrink;
        return smaller < growStartNs ? 0 : smaller;
    }
}
