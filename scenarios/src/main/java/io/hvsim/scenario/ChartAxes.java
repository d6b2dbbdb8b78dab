// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import io.hvsim.scenario.schema.Key;
import io.hvsim.scenario.spec.ChartKeys;
import io.hvsim.scenario.spec.ScenarioKeys;
import io.hvsim.scenario.sweep.Axis;
import io.hvsim.scenario.sweep.Sweep;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.util.List;
import java.util.Optional;

/** Checks that charts run along axes that the sweep has. */
final class ChartAxes {
    private ChartAxes() {}

    /** Reports axes and labels that are not in the sweep. */
    static void check(YamlNode.Mapping tree, Sweep sweep, Problems problems) {
        if (tree.get(ScenarioKeys.CHARTS.name()).orElse(null) instanceof YamlNode.Sequence charts) {
            for (YamlNode chart : charts.items()) {
                if (chart instanceof YamlNode.Mapping keys) {
                    axis(keys, ChartKeys.X, sweep, problems).ifPresent(x -> label(keys, ChartKeys.AT, x, problems));
                    axis(keys, ChartKeys.BAND, sweep, problems);
                    axis(keys, ChartKeys.SERIES, sweep, problems)
                            .ifPresent(series -> label(keys, ChartKeys.NORMALIZE_TO, series, problems));
                }
            }
        }
    }

    private static Optional<Axis> axis(YamlNode.Mapping chart, Key<String> key, Sweep sweep, Problems problems) {
        Optional<YamlNode.Scalar> wanted = text(chart, key);
        Optional<Axis> axis = wanted.flatMap(w ->
                sweep.axes().stream().filter(a -> a.name().equals(w.text())).findFirst());
        List<String> names = sweep.axes().stream().map(Axis::name).toList();
        if (axis.isEmpty() && wanted.isPresent()) {
            problems.add(
                    wanted.get().place(),
                    "no axis '" + wanted.get().text() + "' in the sweep",
                    Suggestions.advice(wanted.get().text(), names, "axes"));
        }
        return axis;
    }

    private static void label(YamlNode.Mapping chart, Key<String> key, Axis axis, Problems problems) {
        text(chart, key)
                .filter(l -> !axis.labels().contains(l.text()))
                .ifPresent(l -> problems.add(
                        l.place(),
                        "no value '" + l.text() + "' on the axis '" + axis.name() + "'",
                        Suggestions.advice(l.text(), axis.labels(), "values")));
    }

    private static Optional<YamlNode.Scalar> text(YamlNode.Mapping chart, Key<String> key) {
        return chart.get(key.name())
                .filter(YamlNode.Scalar.class::isInstance)
                .map(YamlNode.Scalar.class::cast)
                .filter(s -> !s.text().isEmpty());
    }
}
