// SPDX-License-Identifier: Apache-2.0
package io.hvsim.examples;

/** Number, mean, standard deviation and maximum of the response times recorded so far. */
final class ResponseTimes {
    private long count;
    private double meanNs;
    private double squaredDeviations;
    private long maxNs;

    /** Welford's update: its rounding depends on the order of the values, so equal results mean equal sequences. */
    void record(long responseNs) {
        count++;
        double deviation = responseNs - meanNs;
        meanNs += deviation / count;
        squaredDeviations += deviation * (responseNs - meanNs);
        maxNs = Math.max(maxNs, responseNs);
    }

    long count() {
        return count;
    }

    Summary summary(long nowNs) {
        return new Summary(count, meanNs, Math.sqrt(squaredDeviations / (count - 1)), maxNs, nowNs);
    }

    /** Response times in nanoseconds, and the simulated time that they were recorded in. */
    record Summary(long count, double meanNs, double standardDeviationNs, long maxNs, long elapsedNs) {
        double perSecond() {
            return count * 1e9 / elapsedNs;
        }

        @Override
        public String toString() {
            return "%d responses, %.1f/s, mean %.4f ms, standard deviation %.4f ms, max %.4f ms"
                    .formatted(count, perSecond(), meanNs / 1e6, standardDeviationNs / 1e6, maxNs / 1e6);
        }
    }
}
