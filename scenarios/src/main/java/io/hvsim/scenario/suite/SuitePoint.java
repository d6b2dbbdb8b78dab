// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.suite;

import io.hvsim.scenario.spec.ScenarioSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A published result and how to simulate it.
 *
 * @param caseName what was run, such as {@code fork-wait}
 * @param technique what it ran on, in free words
 * @param vm VM group that the metric is of, or {@code *}
 * @param metric such as {@code makespan}
 * @param unit of {@code published}: that of the metric, or {@code ratio}
 * @param scale factor on the simulated value
 * @param spec the scenario
 * @param relativeTo what the value is divided by; empty when it is none
 * @param inverse whether the value is what it else would be divided by, over the value
 * @param onNative the same without virtualization; empty when not given
 * @param published above 0, in {@code unit}
 * @param source where it was published
 * @param tolerance the point's own, as a share of the published value; empty for the suite's
 */
public record SuitePoint(
        String caseName,
        String technique,
        String vm,
        String metric,
        String unit,
        double scale,
        ScenarioSpec spec,
        Optional<ScenarioSpec> relativeTo,
        boolean inverse,
        Optional<Native> onNative,
        double published,
        Confidence confidence,
        String source,
        Role role,
        OptionalDouble tolerance,
        Better better) {

    /** The unit of points that are ratios. */
    public static final String RATIO = "ratio";

    /**
     * The same work without virtualization. What a result adds to it is the <em>extra</em>.
     *
     * @param published above 0, in the unit of the point
     */
    public record Native(ScenarioSpec spec, double published) {}

    /** Metric with VM group, such as {@code vm.makespan}. */
    public String metricRef() {
        return vm + "." + metric;
    }

    /** What tells it from the other points of its suite, for people. */
    public String label() {
        return caseName + ", " + technique + ", " + metricRef();
    }

    /** Every scenario that must be run for it. */
    public List<ScenarioSpec> specs() {
        List<ScenarioSpec> specs = new ArrayList<>(List.of(spec));
        relativeTo.ifPresent(specs::add);
        onNative.ifPresent(each -> specs.add(each.spec()));
        return List.copyOf(specs);
    }
}
