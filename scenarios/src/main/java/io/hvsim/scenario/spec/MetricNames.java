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

/** The metrics that runs report, each with its dimension and what it means. */
public final class MetricNames {
    private static final List<String> PERCENTILES = List.of("p50", "p95", "p99");
    private static final Map<String, Meaning> ALL = all();

    /**
     * What a metric says.
     *
     * @param definition as part of a sentence
     */
    public record Meaning(Dimension dimension, String definition) {}

    private MetricNames() {}

    private static Map<String, Meaning> all() {
        Map<String, Meaning> names = new LinkedHashMap<>();
        requests(names);
        cpu(names);
        migrations(names);
        memory(names);
        names.put("exits.total", rate("all exits, under hardware assist; the same events where there is none"));
        names.put("disk.requests", rate("disk requests submitted"));
        names.put("net.packets-in", rate("packets that arrived from the network"));
        names.put("net.packets-out", rate("packets sent to the network"));
        for (Cause cause : Cause.values()) {
            addCause(cause, names);
        }
        accounts(names);
        return names;
    }

    private static void requests(Map<String, Meaning> names) {
        names.put("throughput", rate("requests or jobs finished, over all VMs of the group"));
        names.put(
                "latency.mean",
                time("from sending a request to having its response, or from start to end of a job; mean"));
        names.put("latency.p50", time("median latency"));
        names.put("latency.p90", time("latency that 90 % of the requests do not exceed"));
        names.put("latency.p95", time("latency that 95 % of the requests do not exceed"));
        names.put("latency.p99", time("latency that 99 % of the requests do not exceed"));
        names.put("latency.p999", time("latency that 99.9 % of the requests do not exceed"));
        names.put("latency.max", time("longest latency"));
        names.put(
                "makespan",
                time("from the start of the run to the end of the group's last batch; only where batches end"));
    }

    private static void cpu(Map<String, Meaning> names) {
        names.put("cpu.user", share("user mode, at native speed"));
        names.put("cpu.kernel", share("guest kernel mode, at native speed"));
        names.put("cpu.overhead", share("everything that virtualization adds while the vCPU runs"));
        names.put("cpu.ready", share("runnable, waiting for a pCPU because others run"));
        names.put("cpu.costop", share("runnable, held back for sibling vCPUs"));
        names.put("cpu.capped", share("runnable, held back by a limit"));
        names.put("cpu.spin", share("spinning on locks"));
        names.put("cpu.idle-poll", share("idle without giving up the pCPU: polling or in MWAIT"));
        names.put("cpu.page-in", share(Cause.PAGE_IN.description()));
        names.put("cpu.migration", share(Cause.MIGRATION.description()));
        names.put("cpu.idle", share("halted"));
        names.put(
                "host.back-ends",
                new Meaning(Dimension.SHARE, "time that pCPUs run back ends of devices, as a share of all pCPU time"));
        names.put(
                "host.polling",
                new Meaning(
                        Dimension.SHARE,
                        "time that pCPUs watch for a halted vCPU to be woken, as a share of all pCPU time"));
        names.put(
                "host.utilization",
                new Meaning(Dimension.SHARE, "time that pCPUs run a vCPU, as a share of all pCPU time"));
    }

    private static void accounts(Map<String, Meaning> names) {
        names.put(
                "esxtop.used",
                share(
                        "%USED: %RUN without what is lost to other threads of the core, in multiples of the nominal clock, plus %SYS"));
        names.put("esxtop.run", share("%RUN: scheduled on a pCPU"));
        names.put("esxtop.sys", share("%SYS: what the host's back ends run for the VM's devices, beside its vCPUs"));
        names.put(
                "esxtop.rdy",
                share("%RDY: runnable without a pCPU, %MLMTD included; below 5 % is healthy, above 10 % bad"));
        names.put("esxtop.mlmtd", share("%MLMTD: the part of %RDY that a limit of the VM causes"));
        names.put("esxtop.cstp", share("%CSTP: runnable, stopped for sibling vCPUs; below 3 % is healthy"));
        names.put(
                "esxtop.wait",
                share("%WAIT: halted, or stopped by the hypervisor; %RUN + %RDY + %CSTP + %WAIT = 100 %"));
        names.put("esxtop.idle", share("%IDLE: the part of %WAIT in which the guest has halted"));
        names.put("esxtop.vmwait", share("%VMWAIT: the part of %WAIT in which it has not"));
        names.put("esxtop.swpwt", share("%SWPWT: the part of %VMWAIT in which a page is brought back"));
        names.put("esxtop.rdy-worst", share("%RDY of that VM of the group in which it is highest"));
        names.put("esxtop.cstp-worst", share("%CSTP of that VM of the group in which it is highest"));
        names.put(
                "steal.kvm",
                share("steal time of a KVM guest: on the host's run queue, whatever the reason, without a pCPU"));
        names.put("steal.xen", share("steal time of a Xen guest: in RUNSTATE_runnable or RUNSTATE_offline"));
        names.put(
                "waiting.locks",
                new Meaning(
                        Dimension.NUMBER, "requests that sleep on a lock, over all VMs of the group; mean over time"));
    }

    private static void migrations(Map<String, Meaning> names) {
        names.put("migration.completed", new Meaning(Dimension.SHARE, "VMs whose live migration came to its end"));
        names.put("migration.duration", time("from the first page sent to the last; mean over those completed"));
        names.put("migration.downtime", time("for how long the VM was stopped for the other host to take over"));
        names.put(
                "migration.rounds",
                new Meaning(Dimension.NUMBER, "rounds of pre-copy, the one of all memory included"));
        names.put("migration.sent", new Meaning(Dimension.SIZE, "memory sent, pages sent again included"));
    }

    private static void memory(Map<String, Meaning> names) {
        names.put("memory.resident", size("memory of the host that a VM holds"));
        names.put("memory.shared", size("memory of a VM that is kept once for several pages of equal content"));
        names.put("memory.ballooned", size("memory that the balloon in a VM holds for the host"));
        names.put("memory.compressed", size("memory of a VM that is kept compressed, by its uncompressed size"));
        names.put("memory.swapped", size("memory of a VM that the host has swapped"));
        names.put("memory.guest-swapped", size("memory that a guest has swapped itself for want of room"));
        names.put("memory.page-ins", rate("absent pages that vCPUs waited for"));
        names.put(
                "memory.double-page-ins",
                rate("pages that the host had to bring only for the guest to write them to its own swap"));
        names.put(
                "memory.free",
                new Meaning(Dimension.SIZE, "memory of the host that no VM holds, at the end of the run"));
    }

    private static Meaning size(String definition) {
        return new Meaning(Dimension.SIZE, definition + "; mean over the group's VMs at the end of the run");
    }

    private static void addCause(Cause cause, Map<String, Meaning> names) {
        if (cause.isOverhead()) {
            names.put("overhead." + cause.label(), share(cause.description()));
            String note = cause.kind() == Cause.Kind.EXIT ? "" : " (not an exit)";
            names.put("exits." + cause.label(), rate("how often: " + cause.description() + note));
        }
        for (String percentile : PERCENTILES) {
            names.put(
                    "blame." + percentile + "." + cause.blameLabel(),
                    time("part of latency." + percentile + ": " + cause.description()));
        }
    }

    private static Meaning rate(String definition) {
        return new Meaning(Dimension.RATE, definition);
    }

    private static Meaning time(String definition) {
        return new Meaning(Dimension.TIME, definition);
    }

    private static Meaning share(String definition) {
        return new Meaning(Dimension.SHARE, "share of vCPU time: " + definition);
    }

    /** All names. */
    public static List<String> names() {
        return new ArrayList<>(ALL.keySet());
    }

    /** What the metric measures; empty when there is no such metric. */
    public static Optional<Dimension> dimension(String name) {
        return Optional.ofNullable(ALL.get(name)).map(Meaning::dimension);
    }

    /** The reference of all metrics in Markdown. */
    public static String referencePage() {
        StringBuilder page = new StringBuilder("""
                # Metrics

                Generated from the program; do not edit. A metric belongs to a VM group, or to the host (`*`). Times are in seconds, rates per second,
                sizes in bytes, shares between 0 and 1. The shares `cpu.*` of a group add up to 1, `overhead.*` add up to `cpu.overhead`, and the parts
                `blame.<percentile>.*` add up to the percentile. Parts that are zero in every run are left out of the results.
                `esxtop.*`, `steal.*` and `waiting.*` account for the same time in the terms of other tools, as means over the vCPUs of a group (esxtop adds up those of a VM).
                They can be charted and bounded as any other and are written to `accounting.csv`, in place of `summary.csv`.

                | metric | unit | meaning |
                | --- | --- | --- |
                """);
        ALL.forEach((name, meaning) ->
                page.append("| `" + name + "` | " + unit(meaning.dimension()) + " | " + meaning.definition() + " |\n"));
        return page.toString();
    }

    private static String unit(Dimension dimension) {
        return switch (dimension) {
            case TIME -> "s";
            case RATE -> "1/s";
            case SIZE -> "B";
            case NUMBER -> "count";
            default -> "share";
        };
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
