// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import io.hvsim.model.result.Band;
import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.PointResult;
import io.hvsim.model.result.RunResult;
import io.hvsim.model.result.Spread;
import io.hvsim.output.number.Decimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How many times one point's metric is another's, with an interval.
 *
 * <p>Replications of two points that have the same number met the same arrivals, so they are paired: the ratio is mean
 * over mean of the pairs, and its interval comes from the spread of {@code value - ratio * base} over the pairs (delta
 * method for a ratio of paired means, Student t with pairs - 1 degrees of freedom). What both points share cancels. A
 * replication that only one point has is left out. Without pairs the ratio is that of the two means, and with fewer
 * than two the interval is unknown.
 */
public final class Ratio {
    /** More digits of a computed interval would be those of the machine's arithmetic. */
    private static final int DIGITS = 10;

    private final double confidence;
    private final Spread spread;

    /** Ratios of points of {@code result}. */
    public Ratio(ExperimentResult result) {
        this.confidence = result.confidence();
        this.spread = result.spread();
    }

    /** {@code metric} of {@code vm} at {@code point} as a multiple of what it is at {@code base}. */
    public Estimate of(PointResult point, PointResult base, String vm, String metric) {
        List<double[]> pairs = pairs(point, base, vm, metric);
        if (!pairs.isEmpty()) {
            return paired(pairs);
        }
        double ratio = Points.estimate(point, vm, metric).mean()
                / Points.estimate(base, vm, metric).mean();
        return estimate(Double.isFinite(ratio) ? ratio : Double.NaN, Double.NaN);
    }

    private Estimate paired(List<double[]> pairs) {
        double meanValue = pairs.stream().mapToDouble(pair -> pair[0]).sum() / pairs.size();
        double meanBase = pairs.stream().mapToDouble(pair -> pair[1]).sum() / pairs.size();
        if (meanBase == 0) {
            return Estimate.NONE;
        }
        double ratio = meanValue / meanBase;
        return spread == Spread.FIGURES && pairs.size() > 1
                ? band(pairs, ratio)
                : estimate(ratio, halfWidth(pairs, ratio, meanBase));
    }

    /** What holds a share of the ratios of pairs of samples. */
    private Estimate band(List<double[]> pairs, double ratio) {
        double[] ratios = pairs.stream().mapToDouble(pair -> pair[0] / pair[1]).toArray();
        Band band = Band.of(ratios, confidence);
        return estimate(ratio, band.low(), band.high());
    }

    private double halfWidth(List<double[]> pairs, double ratio, double meanBase) {
        int freedom = pairs.size() - 1;
        if (freedom < 1) {
            return Double.NaN;
        }
        double squares = pairs.stream()
                .mapToDouble(pair -> pair[0] - ratio * pair[1])
                .map(residual -> residual * residual)
                .sum();
        double standardError = Math.sqrt(squares / freedom / pairs.size()) / Math.abs(meanBase);
        return TDistribution.of(freedom).inverseSurvivalProbability((1 - confidence) / 2) * standardError;
    }

    private static Estimate estimate(double ratio, double halfWidth) {
        return estimate(ratio, ratio - halfWidth, ratio + halfWidth);
    }

    private static Estimate estimate(double ratio, double low, double high) {
        return new Estimate(
                Decimal.rounded(ratio, DIGITS), Decimal.rounded(low, DIGITS), Decimal.rounded(high, DIGITS));
    }

    private static List<double[]> pairs(PointResult point, PointResult base, String vm, String metric) {
        Map<Integer, Double> bases = new HashMap<>();
        base.replications().forEach(run -> bases.put(run.replication(), value(run, vm, metric)));
        List<double[]> pairs = new ArrayList<>();
        for (RunResult run : point.replications()) {
            double value = value(run, vm, metric);
            double baseValue = bases.getOrDefault(run.replication(), Double.NaN);
            if (Double.isFinite(value) && Double.isFinite(baseValue)) {
                pairs.add(new double[] {value, baseValue});
            }
        }
        return pairs;
    }

    private static double value(RunResult run, String vm, String metric) {
        return run.metric(vm, metric).map(Metric::value).orElse(Double.NaN);
    }
}
