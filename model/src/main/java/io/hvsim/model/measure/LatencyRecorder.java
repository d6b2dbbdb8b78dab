// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.measure;

import org.HdrHistogram.Histogram;

/**
 * Latencies of requests, and why they took so long: percentiles from a histogram of three significant digits, and for each
 * range of latency what the requests in it spent their time on.
 *
 * <p>Latencies from 1 ns to 24 h are told apart; longer ones count as 24 h, shorter ones as 1 ns. Recording allocates
 * nothing.
 */
public final class LatencyRecorder {
    private static final long LONGEST_NS = 24L * 3600 * 1_000_000_000;
    private static final int DIGITS = 3;
    /** Each doubling of latency is parted into this many ranges for blame. */
    private static final int RANGES_PER_OCTAVE = 16;
    /** A percentile's blame is the mean over at least this many requests around it. */
    private static final long ENOUGH = 50;

    private final int causes;
    private final Histogram histogram = new Histogram(1, LONGEST_NS, DIGITS);
    private final long[] requests = new long[64 * RANGES_PER_OCTAVE];
    private final long[][] blame = new long[64 * RANGES_PER_OCTAVE][];
    private double sumNs;
    private long maxNs;

    /** @param causes length of the blame arrays */
    public LatencyRecorder(int causes) {
        this.causes = causes;
    }

    /** Records a request of {@code latencyNs}, whose {@code blameNs} add up to it. */
    public void record(long latencyNs, long[] blameNs) {
        long bounded = Math.min(Math.max(latencyNs, 1), LONGEST_NS);
        histogram.recordValue(bounded);
        sumNs += latencyNs;
        maxNs = Math.max(maxNs, latencyNs);
        int range = range(bounded);
        requests[range]++;
        long[] sums = blame[range];
        if (sums == null) {
            sums = blame[range] = new long[causes];
        }
        for (int i = 0; i < causes; i++) {
            sums[i] += blameNs[i];
        }
    }

    /** Forgets everything recorded. */
    public void reset() {
        histogram.reset();
        sumNs = 0;
        maxNs = 0;
        java.util.Arrays.fill(requests, 0);
        java.util.Arrays.fill(blame, null);
    }

    public long count() {
        return histogram.getTotalCount();
    }

    /** Mean latency in nanoseconds; NaN when nothing was recorded. */
    public double meanNs() {
        return count() == 0 ? Double.NaN : sumNs / count();
    }

    /** Time that the requests recorded spent on cause number {@code cause}, all added up, in nanoseconds. */
    public long blamedNs(int cause) {
        long ns = 0;
        for (long[] sums : blame) {
            ns += sums == null ? 0 : sums[cause];
        }
        return ns;
    }

    /** Longest latency in nanoseconds; NaN when nothing was recorded. */
    public double maxNs() {
        return count() == 0 ? Double.NaN : maxNs;
    }

    /**
     * The latency that {@code percent} of the requests did not exceed, in nanoseconds, to three digits; NaN when nothing
     * was recorded.
     */
    public double percentileNs(double percent) {
        return count() == 0 ? Double.NaN : Math.min(maxNs, histogram.getValueAtPercentile(percent));
    }

    /**
     * What the percentile is made of: how requests of about that latency spent their time, scaled so that the parts add up
     * to {@link #percentileNs}. All NaN when nothing was recorded.
     */
    public double[] blameNs(double percent) {
        double[] parts = new double[causes];
        double total = 0;
        double percentile = percentileNs(percent);
        if (Double.isNaN(percentile)) {
            java.util.Arrays.fill(parts, Double.NaN);
            return parts;
        }
        int low = range((long) percentile);
        int high = low;
        long found = add(low, parts);
        while (found < Math.min(ENOUGH, count()) && (low > 0 || high < requests.length - 1)) {
            found += low > 0 ? add(--low, parts) : 0;
            found += high < requests.length - 1 ? add(++high, parts) : 0;
        }
        for (double part : parts) {
            total += part;
        }
        for (int i = 0; i < causes; i++) {
            parts[i] = total == 0 ? 0 : parts[i] * percentile / total;
        }
        return parts;
    }

    private long add(int range, double[] parts) {
        for (int i = 0; i < causes && blame[range] != null; i++) {
            parts[i] += blame[range][i];
        }
        return requests[range];
    }

    /** The range of {@code ns}: linear below {@link #RANGES_PER_OCTAVE}, then that many ranges for each doubling. */
    private static int range(long ns) {
        int octave = 63 - Long.numberOfLeadingZeros(Math.max(ns, 1));
        int shift = Math.max(0, octave - 4);
        return shift * RANGES_PER_OCTAVE + (int) (ns >>> shift);
    }

    /** Latencies in nanoseconds at {@code percents}, for a distribution curve. */
    public double[] curveNs(double[] percents) {
        double[] values = new double[percents.length];
        for (int i = 0; i < percents.length; i++) {
            values[i] = percentileNs(percents[i]);
        }
        return values;
    }
}
