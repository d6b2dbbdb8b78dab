// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.explanation;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.PointResult;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.ScenarioRun;
import io.hvsim.scenario.experiment.Experiment;
import io.hvsim.scenario.experiment.Progress;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;

/** Scenarios of one point and one VM group, run and explained. */
final class Explained {
    private Explained() {}

    private static final Experiment EXPERIMENT = new Experiment(2, Progress.SILENT);

    static Scenario scenario(String text) {
        try {
            return Scenario.parse(text, "test.yaml", List.of());
        } catch (ScenarioException wrong) {
            throw new AssertionError(wrong.render(), wrong);
        }
    }

    static Subject subject(Scenario scenario, String metric) throws InterruptedException {
        ExperimentResult run = new ScenarioRun(scenario).run(EXPERIMENT);
        PointResult result = run.points().get(0);
        String group = scenario.first().vms().get(0).group();
        return new Subject(
                scenario.points().get(0),
                result,
                group,
                result.metric(group, metric).orElseThrow(),
                1,
                1);
    }

    /** Why the p99 latency is what it is, without what would change it. */
    static Bottleneck bottleneck(String text) throws InterruptedException {
        return Bottleneck.of(subject(scenario(text), "throughput").measured());
    }

    static Explanation explanation(String text, String metric, int most) throws Exception {
        Scenario scenario = scenario(text);
        Explanation.Plan plan = Explanation.plan(scenario, subject(scenario, metric), 5, most);
        return Explanation.of(plan, Explanation.run(plan, EXPERIMENT));
    }

    /** Labels of the changes that help most, for sure. */
    static List<String> best(Explanation explanation) {
        return explanation.best(3, 0.05, 0.01).stream().map(Outcome::label).toList();
    }
}
