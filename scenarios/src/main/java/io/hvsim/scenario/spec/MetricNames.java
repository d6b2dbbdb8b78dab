// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.spec;

import io.hvsim.model.technique.Cause;
import io.hvsim.scenario.text.Dimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics that runs report, with what each measures. */
public final class MetricNames {
    private static final List<String> PERCENTILES = List.of("p50", "p95", "p99");
    private static final Map<String, Dimension> ALL = all();

    private MetricNames() {}

    private static Map<String, Dimension> all() {
        Map<String, Dimension> names = new LinkedHashMap<>();
        names.put("throughput", Dimension.RATE);
        for (String what : List.of("mean", "p50", "p95", "p99", "p999", "max")) {
            names.put("latency." + what, Dimension.TIME);
        }
        names.put("makespan", Dimension.TIME);
        for (String what : List.of("user", "kernel", "overhead", "ready", "costop", "capped", "spin", "idle")) {
            names.put("cpu." + what, Dimension.SHARE);
        }
        names.put("host.utilization", Dimension.SHARE);
        names.put("disk.requests", Dimension.RATE);
        names.put("net.packets-in", Dimension.RATE);
        names.put("net.packets-out", Dimension.RATE);
        for (Cause cause : Cause.values()) {
            addCause(cause, names);
        }
        return names;
    }

    private static void addCause(Cause cause, Map<String, Dimension> names) {
        if (cause.isOverhead()) {
            names.put("overhead." + cause.label(), Dimension.SHARE);
        }
        if (cause.kind() == Cause.Kind.EXIT) {
            names.put("exits." + cause.label(), Dimension.RATE);
        }
        PERCENTILES.forEach(p -> names.put("blame." + p + "." + cause.blameLabel(), Dimension.TIME));
    }

    /** All names. */
    public static List<String> names() {
        return new ArrayList<>(ALL.keySet());
    }

    /** What the metric measures; empty when there is no such metric. */
    public static Optional<Dimension> dimension(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** Names that begin like the given one up to its first dot, or all beginnings when there are none. */
    static List<String> like(String name) {
        String family = name.substring(0, name.indexOf('.') + 1);
        List<String> same = ALL.keySet().stream()
                .filter(n -> !family.isEmpty() && n.startsWith(family))
                .toList();
        return same.isEmpty()
                ? ALL.keySet().stream()
                        .map(n -> Arrays.asList(n.split("\\.")).get(0))
                        .distinct()
                        .toList()
                : same;
    }
}
