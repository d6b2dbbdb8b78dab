// SPDX-License-Identifier: Apache-2.0
package io.hvsim.app;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.PointResult;
import io.hvsim.output.data.Wording;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.ScenarioPoint;
import io.hvsim.scenario.explanation.Subject;
import io.hvsim.scenario.spec.MetricNames;
import io.hvsim.scenario.spec.VmSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which metric of which VM group at which point of a stored run is meant. */
final class SubjectOptions {
    @Option(
            names = "--point",
            paramLabel = "AXIS=LABEL",
            description =
                    "Only points of the sweep with that label, such as vms.web.count=8; may be repeated. Of those left,"
                            + " the one with the worst value is explained.")
    private List<String> points = new ArrayList<>();

    @Option(
            names = "--vm",
            paramLabel = "GROUP",
            description = "The VM group; if absent, the one with the worst value.")
    private String vm;

    @Option(
            names = "--metric",
            paramLabel = "METRIC",
            description = "What is to change, such as throughput; ${DEFAULT-VALUE} if absent.",
            defaultValue = "latency.p99")
    private String metric;

    /**
     * The worst of what the options leave.
     *
     * @throws WrongInputException if they leave nothing, or {@code result} is not of {@code scenario}
     */
    Subject of(Scenario scenario, ExperimentResult result) {
        List<PointResult> left = left(result);
        List<String> groups = groups(scenario);
        PointLabels.known("metric", metric, MetricNames.names(), "--metric");
        List<Subject> subjects = new ArrayList<>();
        for (PointResult point : left) {
            for (String group : groups) {
                point.metric(group, metric)
                        .filter(value -> Double.isFinite(value.mean()))
                        .ifPresent(value -> subjects.add(
                                new Subject(point(scenario, point), point, group, value, left.size(), groups.size())));
            }
        }
        int sign = Wording.moreIsBetter(metric) ? -1 : 1;
        return subjects.stream()
                .reduce((a, b) -> sign * b.metric().mean() > sign * a.metric().mean() ? b : a)
                .orElseThrow(() -> new WrongInputException(
                        metric + " was not measured of " + String.join(" or ", groups) + "; name another --metric"));
    }

    private List<PointResult> left(ExperimentResult result) {
        List<Map<String, String>> all =
                result.points().stream().map(PointResult::axes).toList();
        return new PointLabels("--point", points)
                .among(all).stream().map(result.points()::get).toList();
    }

    private List<String> groups(Scenario scenario) {
        List<String> groups = scenario.first().vms().stream().map(VmSpec::group).toList();
        if (vm == null) {
            return groups;
        }
        PointLabels.known("VM group", vm, groups, "--vm");
        return List.of(vm);
    }

    private static ScenarioPoint point(Scenario scenario, PointResult result) {
        return scenario.points().stream()
                .filter(point -> point.labels().equals(result.axes()))
                .findFirst()
                .orElseThrow(() -> new WrongInputException(
                        "these are not the results of a run, but of a question that took several; explain a run"));
    }
}
