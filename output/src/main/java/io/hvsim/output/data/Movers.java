// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Influence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An uncertain figure among those that move a metric most.
 *
 * @param points at how many points of the sweep it is among the strongest
 * @param least weakest rank correlation there
 * @param most strongest
 */
public record Movers(String vm, String metric, String figure, int points, double least, double most) {
    private static final List<String> METRICS = List.of("throughput", "makespan", "latency.p99");
    private static final int MOST = 5;

    /** The figures that move the main metrics of {@code result} most: strongest and most often first, for each metric. */
    public static List<Movers> of(ExperimentResult result) {
        List<Movers> all = new ArrayList<>();
        for (String metric : METRICS) {
            Map<String, List<Influence>> byFigure = new LinkedHashMap<>();
            result.influences().stream()
                    .filter(each -> each.metric().equals(metric))
                    .forEach(
                            each -> byFigure.computeIfAbsent(each.vm() + '\n' + each.figure(), key -> new ArrayList<>())
                                    .add(each));
            byFigure.values().stream()
                    .sorted(Comparator.comparingDouble(Movers::weight).reversed())
                    .limit(MOST)
                    .map(Movers::of)
                    .forEach(all::add);
        }
        return all;
    }

    private static double weight(List<Influence> influences) {
        return influences.stream()
                .mapToDouble(each -> Math.abs(each.rankCorrelation()))
                .sum();
    }

    private static Movers of(List<Influence> same) {
        List<Influence> sorted = same.stream()
                .sorted(Comparator.comparingDouble(each -> Math.abs(each.rankCorrelation())))
                .toList();
        Influence first = sorted.get(0);
        return new Movers(
                first.vm(),
                first.metric(),
                first.figure(),
                same.size(),
                first.rankCorrelation(),
                sorted.get(sorted.size() - 1).rankCorrelation());
    }
}
