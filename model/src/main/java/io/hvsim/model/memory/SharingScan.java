// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * The search for pages of equal content, which are then kept once and copied when one is written to. The scanner goes
 * through all memory at a fixed rate and begins anew when it is through.
 *
 * <p>Sources: Linux, {@code Documentation/admin-guide/mm/ksm.rst}; Waldspurger, OSDI 2002. Differs from the sources in:
 * time that the scan itself takes is not part of the rate.
 *
 * @param pages pages looked at together; KSM: {@code pages_to_scan}, 100
 * @param sleepNs pause after them; KSM: {@code sleep_millisecs}, 20 ms; above 0
 * @param visits how often a page must be found unchanged before it is merged; KSM: 2
 */
public record SharingScan(long pages, long sleepNs, int visits) {

    /** How long the scanner takes for {@code memoryPages}, in nanoseconds. */
    public double passNs(double memoryPages) {
        return memoryPages / pages * sleepNs;
    }

    /**
     * The part of equal pages that is merged {@code sinceNs} after they came to be equal, in a memory of {@code
     * memoryPages}: none before all but one of the visits can be over, all after the last.
     */
    public double merged(double sinceNs, double memoryPages) {
        return Math.max(0, Math.min(1, sinceNs / passNs(memoryPages) - (visits - 1)));
    }
}
