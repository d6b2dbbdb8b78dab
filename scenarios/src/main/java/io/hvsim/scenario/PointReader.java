// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.load.LoadFiles;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.spec.ScenarioKeys;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.sweep.Sweep;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a scenario's tree at every point of its sweep. */
record PointReader(String name, YamlNode.Mapping tree, Library library, LoadFiles loads, Problems problems) {
    private static final String SWEEP = ScenarioKeys.SWEEP.name();

    /** The points that could be read; what is wrong with the others is reported. */
    List<ScenarioPoint> points(Sweep sweep) {
        YamlNode.Mapping base = tree.without(SWEEP);
        List<ScenarioPoint> points = new ArrayList<>();
        for (Sweep.Point point : sweepPoints(sweep)) {
            if (problems.isFull()) {
                break;
            }
            spec(at(point, base)).ifPresent(spec -> points.add(new ScenarioPoint(point.labels(), spec)));
        }
        return List.copyOf(points);
    }

    /** The tree at every point. */
    Stream<YamlNode.Mapping> trees(Sweep sweep) {
        YamlNode.Mapping base = tree.without(SWEEP);
        return sweepPoints(sweep).stream().map(point -> at(point, base));
    }

    private List<Sweep.Point> sweepPoints(Sweep sweep) {
        return sweep.points(tree.entry(SWEEP).map(e -> e.key().place()).orElse(tree.place()), problems);
    }

    private YamlNode.Mapping at(Sweep.Point point, YamlNode.Mapping base) {
        return (YamlNode.Mapping) point.applied(base, ScenarioKeys.SCENARIO, library, problems);
    }

    private Optional<ScenarioSpec> spec(YamlNode.Mapping point) {
        Reading in = new Reading(name, library, problems);
        in.remember(LoadFiles.class, loads);
        in.remember(YamlNode.Mapping.class, point);
        return ScenarioKeys.SCENARIO.read(point, in);
    }
}
