// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import io.hvsim.model.result.LatencyCurve;
import io.hvsim.model.result.PointResult;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The distribution function of latency over the requests of all replications of a point: {@code share[i]} of them took at
 * most {@code seconds[i]}. Both arrays ascend; both are empty when no request finished.
 */
public record PooledCurve(double[] seconds, double[] share) {

    private record Step(double seconds, double requests) {}

    /** The curve of {@code vm}, at most about {@code most} steps, evenly parted on a logarithmic scale. */
    public static PooledCurve of(PointResult point, String vm, int most) {
        SortedMap<Double, Double> requests = new TreeMap<>();
        point.replications()
                .forEach(run -> run.latencyCurves().stream()
                        .filter(curve -> curve.vm().equals(vm))
                        .forEach(curve -> addSteps(requests, curve)));
        if (requests.isEmpty()) {
            return new PooledCurve(new double[0], new double[0]);
        }
        List<Step> steps = new ArrayList<>();
        requests.forEach((seconds, count) -> steps.add(new Step(seconds, count)));
        return thinned(steps, most);
    }

    public boolean isEmpty() {
        return seconds.length == 0;
    }

    private static void addSteps(SortedMap<Double, Double> requests, LatencyCurve curve) {
        double before = 0;
        for (int i = 0; i < curve.seconds().length; i++) {
            requests.merge(curve.seconds()[i], (curve.share()[i] - before) * curve.requests(), Double::sum);
            before = curve.share()[i];
        }
    }

    private static PooledCurve thinned(List<Step> steps, int most) {
        double all = steps.stream().mapToDouble(Step::requests).sum();
        double first = Math.max(steps.get(0).seconds(), Double.MIN_NORMAL);
        double last = steps.get(steps.size() - 1).seconds();
        double apart = Math.pow(last / first, 1.0 / most);
        List<double[]> kept = new ArrayList<>();
        double requests = 0;
        double next = 0;
        for (int i = 0; i < steps.size(); i++) {
            requests += steps.get(i).requests();
            boolean end = i + 1 == steps.size();
            if (end
                    || (steps.get(i).seconds() >= next
                            && steps.get(i + 1).seconds() > steps.get(i).seconds())) {
                kept.add(new double[] {steps.get(i).seconds(), end ? 1 : requests / all});
                next = steps.get(i).seconds() * apart;
            }
        }
        return new PooledCurve(
                kept.stream().mapToDouble(step -> step[0]).toArray(),
                kept.stream().mapToDouble(step -> step[1]).toArray());
    }
}
