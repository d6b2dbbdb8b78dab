// SPDX-License-Identifier: Apache-2.0
package io.hvsim.spark;

import io.hvsim.model.result.RunResult;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.experiment.PointPlan;
import io.hvsim.scenario.text.ScenarioException;
import java.io.Serializable;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeMap;

/** A scenario on its way to the machines of a cluster: as resolved text with the load files that it reads, from which each machine makes its points once. */
final class SentScenario implements Serializable {
    private static final long serialVersionUID = 1;

    private final String resolvedYaml;
    private final TreeMap<String, byte[]> loadFiles;
    /** Of uncertain figures; 0 to replicate. */
    private final int samples;

    private transient List<PointPlan> plans;

    SentScenario(Scenario scenario, OptionalInt samples) {
        this.resolvedYaml = scenario.resolvedYaml(false);
        this.loadFiles = new TreeMap<>(scenario.loadFiles());
        this.samples = samples.orElse(0);
    }

    /** Runs a replication of a point, with so much simulated time to cut. */
    RunResult run(int point, int replication, long warmupNs) throws ScenarioException {
        return plans().get(point).runner().run(replication, warmupNs);
    }

    private synchronized List<PointPlan> plans() throws ScenarioException {
        if (plans == null) {
            Scenario scenario = Scenario.parse(resolvedYaml, "scenario.yaml", loadFiles);
            plans = new ScenarioRun(scenario).plans(samples == 0 ? OptionalInt.empty() : OptionalInt.of(samples));
        }
        return plans;
    }
}
