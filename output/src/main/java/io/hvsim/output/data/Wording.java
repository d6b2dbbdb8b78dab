// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output.data;

import io.hvsim.model.result.ExperimentResult;
import io.hvsim.model.result.Spread;
import io.hvsim.output.number.Decimal;
import io.hvsim.output.number.Quantity;
import java.util.Locale;
import java.util.Map;

/** What metrics and sweep axes are called where people read them. */
public final class Wording {
    private static final Map<String, String> METRICS = Map.ofEntries(
            Map.entry("throughput", "throughput"),
            Map.entry("makespan", "makespan"),
            Map.entry("latency.mean", "mean latency"),
            Map.entry("latency.p999", "p99.9 latency"),
            Map.entry("latency.max", "longest latency"),
            Map.entry("cpu.user", "user time"),
            Map.entry("cpu.kernel", "guest kernel time"),
            Map.entry("cpu.overhead", "virtualization overhead"),
            Map.entry("cpu.ready", "ready time"),
            Map.entry("cpu.costop", "co-stop time"),
            Map.entry("cpu.capped", "capped time"),
            Map.entry("cpu.spin", "time spinning on locks"),
            Map.entry("cpu.idle-poll", "idle time with the pCPU kept"),
            Map.entry("cpu.page-in", "time waiting for absent pages"),
            Map.entry("cpu.migration", "time stopped by a live migration"),
            Map.entry("cpu.idle", "idle time"),
            Map.entry("steal.kvm", "steal time on KVM"),
            Map.entry("steal.xen", "steal time on Xen"),
            Map.entry("waiting.locks", "requests asleep on locks"),
            Map.entry("host.utilization", "host utilization"),
            Map.entry("disk.requests", "disk requests"),
            Map.entry("net.packets-in", "packets received"),
            Map.entry("net.packets-out", "packets sent"));

    private static final Map<String, String> AXES = Map.ofEntries(
            Map.entry("load.open.rate", "offered load"),
            Map.entry("load.closed.clients", "clients"),
            Map.entry("load.closed.think", "think time"),
            Map.entry("load.batch.jobs", "jobs"),
            Map.entry("vcpus", "vCPUs per VM"),
            Map.entry("count", "VMs"),
            Map.entry("memory", "memory per VM"),
            Map.entry("technique", "technique"),
            Map.entry("host", "host"),
            Map.entry("hypervisor", "hypervisor"));

    private Wording() {}

    /** A metric's name in words: {@code p99 latency} for {@code latency.p99}. */
    public static String metric(String name) {
        String known = METRICS.get(name);
        if (known != null) {
            return known;
        }
        if (name.startsWith("latency.")) {
            return name.substring("latency.".length()) + " latency";
        }
        if (name.startsWith("exits.")) {
            return name.substring("exits.".length()) + " exits";
        }
        if (name.startsWith("overhead.")) {
            return name.substring("overhead.".length()) + " overhead";
        }
        if (name.startsWith("esxtop.")) {
            return "%"
                    + name.substring("esxtop.".length())
                            .toUpperCase(Locale.ROOT)
                            .replace("-WORST", " of the worst VM");
        }
        return name.replace('.', ' ');
    }

    /** A sweep axis in words: {@code offered load} for {@code load.open.rate}; a label axis keeps its name. */
    public static String axis(String name) {
        String load = name.startsWith("vms.") && name.contains(".load.") ? name.substring(name.indexOf("load.")) : name;
        String last = name.substring(name.lastIndexOf('.') + 1);
        return AXES.getOrDefault(load, AXES.getOrDefault(last, last));
    }

    /** {@code words} with a capital first letter, unless that letter belongs to a symbol such as p99. */
    public static String capitalized(String words) {
        boolean symbol = words.length() < 2 || !Character.isLowerCase(words.charAt(1));
        return symbol ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    /** Whether more of {@code metric} is better. */
    public static boolean moreIsBetter(String metric) {
        return metric.equals("throughput");
    }

    /** A label of a sweep axis in words; numbers are told what they count: {@code vCPUs per VM 4}. */
    public static String label(String axis, String label) {
        return Quantity.parse(label).isPresent() ? axis(axis) + " " + label : label;
    }

    /** Which way {@code metric} is better, in words; empty where that depends. */
    public static String direction(String metric) {
        if (moreIsBetter(metric)) {
            return "more is better";
        }
        return metric.equals("makespan") || metric.startsWith("latency.") ? "less is better" : "";
    }

    /** {@code count} of something, with its noun in the right number. */
    public static String count(long count, String noun) {
        return count + " " + (count == 1 ? noun : noun + "s");
    }

    /** What the intervals of a result are, such as {@code 95 % confidence interval}. */
    public static String interval(ExperimentResult result) {
        String share = Decimal.significant(result.confidence() * 100, 2) + " %";
        return result.spread() == Spread.CHANCE
                ? share + " confidence interval"
                : "band that holds " + share + " of the samples of uncertain figures";
    }
}
