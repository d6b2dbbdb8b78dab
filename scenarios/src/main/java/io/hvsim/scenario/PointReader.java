// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario;

import io.hvsim.scenario.library.Library;
import io.hvsim.scenario.load.LoadFiles;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.spec.ScenarioKeys;
import io.hvsim.scenario.spec.ScenarioSpec;
import io.hvsim.scenario.sweep.Sweep;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Problems;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a scenario's tree at every point of its sweep. */
record PointReader(String name, YamlNode.Mapping tree, Library library, LoadFiles loads, Problems problems) {

    /** The points that could be read; what is wrong with the others is reported. */
    List<ScenarioPoint> points(Sweep sweep) {
        String key = ScenarioKeys.SWEEP.name();
        Place place = tree.entry(key).map(e -> e.key().place()).orElse(tree.place());
        YamlNode.Mapping base = tree.without(key);
        List<ScenarioPoint> points = new ArrayList<>();
        for (Sweep.Point point : sweep.points(place, problems)) {
            if (problems.isFull()) {
                break;
            }
            spec(point.applied(base, ScenarioKeys.SCENARIO, library, problems))
                    .ifPresent(spec -> points.add(new ScenarioPoint(point.labels(), spec)));
        }
        return List.copyOf(points);
    }

    private Optional<ScenarioSpec> spec(YamlNode point) {
        Reading in = new Reading(name, library, problems);
        in.remember(LoadFiles.class, loads);
        in.remember(YamlNode.Mapping.class, (YamlNode.Mapping) point);
        return ScenarioKeys.SCENARIO.read(point, in);
    }
}
