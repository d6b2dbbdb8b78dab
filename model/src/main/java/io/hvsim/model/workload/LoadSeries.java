// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.workload;

/**
 * What came to one VM over time, as measured: stretches of time with an amount of load in each, which may have gaps between
 * them and do not overlap. It begins again when it ends.
 */
public final class LoadSeries {
    private final long[] startsNs;
    private final long[] endsNs;
    private final double[] amounts;
    private final long[] worksNs;

    /**
     * Takes the arrays as they are.
     *
     * @param startsNs when each stretch begins; ascending
     * @param endsNs when it ends; no earlier than it begins, no later than the next begins
     * @param amounts arrivals in it, or CPU time demanded in it in ns; at least 0; less than 1 is none
     * @param worksNs CPU time that each arrival takes; 0 where the program of the workload says it
     * @throws IllegalArgumentException if the arrays differ in length, or stretches overlap
     */
    public LoadSeries(long[] startsNs, long[] endsNs, double[] amounts, long[] worksNs) {
        int length = startsNs.length;
        if (endsNs.length != length || amounts.length != length || worksNs.length != length) {
            throw new IllegalArgumentException("arrays of different length");
        }
        for (int i = 0; i < length; i++) {
            if (startsNs[i] < (i == 0 ? 0 : endsNs[i - 1]) || endsNs[i] < startsNs[i]) {
                throw new IllegalArgumentException(
                        "stretch " + i + " overlaps the one before or ends before it begins");
            }
        }
        this.startsNs = startsNs;
        this.endsNs = endsNs;
        this.amounts = amounts;
        this.worksNs = worksNs;
    }

    /** Where a reader of the series is. Moving on allocates nothing. */
    final class Cursor {
        private int index = -1;
        private long passedNs;

        /** Moves to the next stretch that has load; returns whether there is one. */
        boolean next() {
            for (int looked = 0; looked < amounts.length; looked++) {
                index++;
                if (index == amounts.length) {
                    index = 0;
                    passedNs += endsNs[amounts.length - 1];
                    if (passedNs == 0) {
                        return false;
                    }
                }
                if (amounts[index] >= 1) {
                    return true;
                }
            }
            return false;
        }

        long startNs() {
            return passedNs + startsNs[index];
        }

        long endNs() {
            return passedNs + endsNs[index];
        }

        double amount() {
            return amounts[index];
        }

        long workNs() {
            return worksNs[index];
        }
    }
}
