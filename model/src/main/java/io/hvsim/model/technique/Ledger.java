// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.technique;

/**
 * Time in nanoseconds and occurrences by cause, added up while the simulation runs. The arrays are indexed by {@link
 * Cause#ordinal()} and open to the packages that account, so that charging allocates and calls nothing.
 */
public final class Ledger {
    /** Nanoseconds by cause. */
    public final long[] ns = new long[Cause.COUNT];
    /** Occurrences by cause; fractional where an execution was left half-way. */
    public final double[] counts = new double[Cause.COUNT];

    /** Adds all of {@code other}. */
    public void add(Ledger other) {
        for (int i = 0; i < Cause.COUNT; i++) {
            ns[i] += other.ns[i];
            counts[i] += other.counts[i];
        }
    }

    /** Nanoseconds over all causes. */
    public long totalNs() {
        long sum = 0;
        for (long part : ns) {
            sum += part;
        }
        return sum;
    }
}
