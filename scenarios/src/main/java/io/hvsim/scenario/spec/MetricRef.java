// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.result.Metric;
import io.hvsim.scenario.schema.Reading;
import io.hvsim.scenario.text.Dimension;
import io.hvsim.scenario.text.Place;
import io.hvsim.scenario.text.Suggestions;
import io.hvsim.scenario.text.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A metric of a VM group, written {@code web.latency.p99}, or of the whole host, {@code *.host.utilization}. */
public record MetricRef(String vm, String metric, Dimension dimension) {

    /** The metric a text names; empty after reporting that there is none such. */
    public static Optional<MetricRef> parse(String text, Place place, Reading in) {
        int dot = text.indexOf('.');
        String vm = dot < 0 ? text : text.substring(0, dot);
        if (!isGroup(vm, place, in)) {
            return Optional.empty();
        }
        String metric = dot < 0 ? "" : text.substring(dot + 1);
        return metric(metric, place, in).map(d -> new MetricRef(vm, metric, d));
    }

    /** What a metric measures; empty after reporting that there is none such. */
    static Optional<Dimension> metric(String name, Place place, Reading in) {
        Optional<Dimension> dimension = MetricNames.dimension(name);
        if (dimension.isEmpty()) {
            in.problem(
                    place,
                    "unknown metric '" + name + "'",
                    Suggestions.shortAdvice(
                            name,
                            MetricNames.names(),
                            "such as " + MetricNames.like(name).get(0) + "; possible"));
        }
        return dimension;
    }

    /** Whether there is a VM group of that name; reports it when there is none. */
    static boolean isGroup(String vm, Place place, Reading in) {
        List<String> groups = groups(in);
        if (groups.contains(vm)) {
            return true;
        }
        in.problem(place, "unknown VM group '" + vm + "'", Suggestions.shortAdvice(vm, groups, "VM groups"));
        return false;
    }

    private static List<String> groups(Reading in) {
        List<String> groups = new ArrayList<>();
        in.recall(YamlNode.Mapping.class)
                .flatMap(root -> root.get("vms"))
                .filter(YamlNode.Mapping.class::isInstance)
                .ifPresent(vms -> groups.addAll(((YamlNode.Mapping) vms).names()));
        groups.add(Metric.HOST);
        return groups;
    }
}
