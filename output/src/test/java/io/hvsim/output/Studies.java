// SPDX-License-Identifier: Apache-2.0
package io.hvsim.output;

import java.util.List;
import java.util.Map;

/** Made-up studies of the shapes that users run: a load sweep, a table of workloads, a single point. */
public final class Studies {
    public static final Map<String, Double> SLOWNESS =
            Map.of("native", 1.0, "VMI", 1.12, "hardware-assist", 1.35, "binary-translation", 1.6);
    private static final List<String> REASONS =
            List.of("pf-true", "pf-hidden", "pte-trace", "translation", "apic-eoi", "hlt", "io-kernel", "pollution");
    private static final List<Double> REASON_WEIGHTS = List.of(0.2, 0.14, 0.16, 0.12, 0.08, 0.05, 0.17, 0.08);

    private Studies() {}

    /** Four platforms by nine offered loads; the slowest saturates. */
    public static MadeUp loadSweep() {
        return MadeUp.experiment()
                .axis("platform", "native", "VMI", "hardware-assist", "binary-translation")
                .axis("load.open.rate", "100/s", "200/s", "300/s", "400/s", "500/s", "600/s", "700/s", "800/s", "900/s")
                .noting(labels -> List.of("web: technique " + labels.get("platform") + ", as asked"))
                .measuring((labels, each) -> {
                    double rate =
                            Double.parseDouble(labels.get("load.open.rate").replace("/s", ""));
                    server(each, rate, SLOWNESS.get(labels.get("platform")));
                });
    }

    /** Twelve workloads by four techniques, as batches. */
    public static MadeUp workloads(String... figures) {
        MadeUp study = MadeUp.experiment()
                .axis(
                        "workload",
                        "kernel-compile",
                        "static-web",
                        "dynamic-web",
                        "database-oltp",
                        "mail",
                        "file-server",
                        "fork-wait",
                        "java-server",
                        "streaming",
                        "memory-scan",
                        "context-switch",
                        "null-syscall")
                .axis("platform", "native", "VMI", "hardware-assist", "binary-translation");
        if (figures.length > 0) {
            study.axis("figures", figures);
        }
        return study.measuring((labels, each) -> {
            double weight = (labels.get("workload").hashCode() & 0xff) / 128.0;
            double band = Map.of("optimistic", 0.8, "pessimistic", 1.3)
                    .getOrDefault(labels.getOrDefault("figures", "central"), 1.0);
            double slowness = 1 + (SLOWNESS.get(labels.get("platform")) - 1) * weight * band;
            each.put(MadeUp.WEB, "throughput", "1/s", 400 / slowness / (0.2 + weight));
            each.put(MadeUp.WEB, "makespan", "s", 100 * slowness * (0.2 + weight));
            cpu(each, 0.97, slowness);
        });
    }

    /** One point, no sweep. */
    public static MadeUp single() {
        return MadeUp.experiment().curves().measuring((labels, each) -> server(each, 400, 1.35));
    }

    public static void server(MadeUp.Values each, double rate, double slowness) {
        double load = rate * 0.66e-3 * slowness;
        double busy = Math.min(load, 0.97);
        double p50 = 0.0016 * slowness / (1 - busy);
        double p99 = p50 * (3 + 2 * busy);
        each.put(MadeUp.WEB, "throughput", "1/s", Math.min(rate, rate * 0.97 / load));
        each.put(MadeUp.WEB, "latency.mean", "s", p50 * 1.3);
        each.put(MadeUp.WEB, "latency.p50", "s", p50);
        each.put(MadeUp.WEB, "latency.p95", "s", p99 * 0.6);
        each.put(MadeUp.WEB, "latency.p99", "s", p99);
        cpu(each, busy, slowness);
        blame(each, "p50", p50, slowness);
        blame(each, "p95", p99 * 0.6, slowness);
        blame(each, "p99", p99, slowness);
        each.put("*", "host.utilization", "share", busy);
    }

    private static void cpu(MadeUp.Values each, double busy, double slowness) {
        double ready = 0.03 * busy;
        double work = (busy - ready) / slowness;
        double overhead = busy - ready - work;
        each.put(MadeUp.WEB, "cpu.user", "share", work * 0.7);
        each.put(MadeUp.WEB, "cpu.kernel", "share", work * 0.3);
        each.put(MadeUp.WEB, "cpu.overhead", "share", overhead);
        each.put(MadeUp.WEB, "cpu.ready", "share", ready);
        each.put(MadeUp.WEB, "cpu.costop", "share", 0);
        each.put(MadeUp.WEB, "cpu.capped", "share", 0);
        each.put(MadeUp.WEB, "cpu.spin", "share", 0);
        each.put(MadeUp.WEB, "cpu.idle", "share", 1 - busy);
        for (int i = 0; i < REASONS.size(); i++) {
            each.put(MadeUp.WEB, "overhead." + REASONS.get(i), "share", overhead * REASON_WEIGHTS.get(i));
        }
    }

    private static void blame(MadeUp.Values each, String percentile, double latency, double slowness) {
        double service = 0.0012;
        double overhead = service * (slowness - 1);
        double device = latency * 0.15;
        double rest = latency - service - overhead - device;
        String prefix = "blame." + percentile + ".";
        each.put(MadeUp.WEB, prefix + "user", "s", service * 0.7);
        each.put(MadeUp.WEB, prefix + "kernel", "s", service * 0.3);
        for (int i = 0; i < REASONS.size(); i++) {
            each.put(MadeUp.WEB, prefix + "overhead." + REASONS.get(i), "s", overhead * REASON_WEIGHTS.get(i));
        }
        each.put(MadeUp.WEB, prefix + "ready", "s", rest * 0.3);
        each.put(MadeUp.WEB, prefix + "guest-queue", "s", rest * 0.7);
        each.put(MadeUp.WEB, prefix + "device-queue", "s", device * 0.6);
        each.put(MadeUp.WEB, prefix + "device-service", "s", device * 0.4);
    }
}
