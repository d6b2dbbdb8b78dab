// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.memory;

/**
 * How scarce the free memory of a host is. A host enters a worse state as soon as free memory falls below that state's
 * level, and a better one only when it reaches the level of that one, so it does not swing between two.
 *
 * <p>Source: Waldspurger, OSDI 2002 (recalled); VMware on minFree since vSphere 5. Differs from the source in: a state is
 * left as soon as the better one's level is reached, not some way above it.
 *
 * @param high pages that reclamation strives for
 * @param soft below it the host balloons
 * @param hard below it the host also compresses and swaps
 * @param low below it VMs get no more memory
 */
public record FreeMemoryLevels(double high, double soft, double hard, double low) {
    private static final double GIB = 0x1p30;

    /** The states, from plenty to scarcity. */
    public enum State {
        HIGH,
        SOFT,
        HARD,
        LOW
    }

    /** Levels of 6, 4, 2 and 1 % of a host of {@code pages}, as up to ESX 4.0. */
    public static FreeMemoryLevels classic(long pages) {
        return new FreeMemoryLevels(0.06 * pages, 0.04 * pages, 0.02 * pages, 0.01 * pages);
    }

    /** Levels of 100, 64, 32 and 16 % of {@link #minFreeBytes} of a host of {@code pages}. */
    public static FreeMemoryLevels sliding(long pages) {
        double high = minFreeBytes(pages * Page.BYTES) / Page.BYTES;
        return new FreeMemoryLevels(high, 0.64 * high, 0.32 * high, 0.16 * high);
    }

    /**
     * The sliding scale of vSphere 5: 6 % of the first 4 GiB of a host, 4 % of the next 8, 2 % of the next 16 and 1 % of
     * the rest.
     *
     * @param hostBytes 0 or more
     */
    public static double minFreeBytes(long hostBytes) {
        double gib = hostBytes / GIB;
        double share = 0.06 * Math.min(gib, 4)
                + 0.04 * within(gib, 4, 12)
                + 0.02 * within(gib, 12, 28)
                + 0.01 * Math.max(0, gib - 28);
        return share * GIB;
    }

    private static double within(double value, double low, double high) {
        return Math.max(0, Math.min(value, high) - low);
    }

    /** The state that follows {@code state} when {@code free} pages are free. */
    public State next(State state, double free) {
        State worst = free < low ? State.LOW : free < hard ? State.HARD : free < soft ? State.SOFT : State.HIGH;
        if (worst.compareTo(state) >= 0) {
            return worst;
        }
        State best = free >= high ? State.HIGH : free >= soft ? State.SOFT : free >= hard ? State.HARD : State.LOW;
        return best.compareTo(state) < 0 ? best : state;
    }
}
