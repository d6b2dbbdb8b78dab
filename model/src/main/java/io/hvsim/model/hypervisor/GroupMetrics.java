// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.machine.Turbo;
import io.hvsim.model.measure.IntervalSeries;
import io.hvsim.model.measure.LatencyRecorder;
import io.hvsim.model.memory.Page;
import io.hvsim.model.result.LatencyCurve;
import io.hvsim.model.result.Metric;
import io.hvsim.model.result.TimeSeries;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.workload.Load;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Turns the accounts of a group into its metrics. */
final class GroupMetrics {
    private static final double[] BLAMED_PERCENTS = {50, 95, 99};
    private static final double[] CURVE_PERCENTS = DoubleStream.concat(
                    IntStream.range(0, 100).asDoubleStream(),
                    DoubleStream.of(99, 99.2, 99.4, 99.6, 99.8, 99.9, 99.95, 99.99, 99.999, 100))
            .toArray();

    private final GroupRun run;
    private final GroupRun.Totals totals;
    private final long measuredNs;
    private final Turbo turbo;
    private final double seconds;
    private final List<Metric> metrics = new ArrayList<>();

    /**
     * @param measuredNs length of the window in which {@code run} had these {@code totals}
     * @param turbo of the host
     */
    GroupMetrics(GroupRun run, GroupRun.Totals totals, long measuredNs, Turbo turbo) {
        this.run = run;
        this.totals = totals;
        this.measuredNs = measuredNs;
        this.turbo = turbo;
        this.seconds = measuredNs / 1e9;
    }

    List<Metric> metrics() {
        if (!(run.group.load() instanceof Load.Idle)) {
            requests();
        }
        cpu();
        exits();
        if (!run.migrations().isEmpty()) {
            migrations();
        }
        if (!run.tenants().isEmpty()) {
            memory();
        }
        add("disk.requests", "1/s", totals.diskRequests() / seconds);
        add("net.packets-in", "1/s", totals.packetsIn() / seconds);
        add("net.packets-out", "1/s", totals.packetsOut() / seconds);
        if (!(run.group.load() instanceof Load.Idle)) {
            for (double percent : BLAMED_PERCENTS) {
                blame(percent);
            }
        }
        new TimeAccounts(run, totals, measuredNs, turbo.gain(), metrics).write();
        return metrics;
    }

    private void requests() {
        LatencyRecorder latency = run.meter.latency;
        add("throughput", "1/s", latency.count() / seconds);
        if (run.group.load() instanceof Load.Batch) {
            long doneAt = run.meter.batchesDoneAt();
            add("makespan", "s", doneAt == GroupMeter.UNFINISHED ? Double.NaN : doneAt / 1e9);
        }
        add("latency.mean", "s", latency.meanNs() / 1e9);
        add("latency.p50", "s", latency.percentileNs(50) / 1e9);
        add("latency.p90", "s", latency.percentileNs(90) / 1e9);
        add("latency.p95", "s", latency.percentileNs(95) / 1e9);
        add("latency.p99", "s", latency.percentileNs(99) / 1e9);
        add("latency.p999", "s", latency.percentileNs(99.9) / 1e9);
        add("latency.max", "s", latency.maxNs() / 1e9);
    }

    /** Means over those of the group's migrations that came to their end; not a number while there are none. */
    private void migrations() {
        add("migration.completed", "share", of(migration -> migration.isDone() ? 1 : 0, false));
        add("migration.duration", "s", of(LiveMigration::durationNs, true) / 1e9);
        add("migration.downtime", "s", of(LiveMigration::downtimeNs, true) / 1e9);
        add("migration.rounds", "count", of(LiveMigration::rounds, true));
        add("migration.sent", "B", of(LiveMigration::sentBytes, true));
    }

    /** Sizes are means over the VMs at the end of the run. */
    private void memory() {
        addSize("memory.resident", tenant -> tenant.holding().resident());
        addSize("memory.shared", tenant -> tenant.holding().shared());
        addSize("memory.ballooned", tenant -> tenant.holding().ballooned());
        addSize("memory.compressed", tenant -> tenant.holding().compressed());
        addSize("memory.swapped", tenant -> tenant.holding().swapped());
        addSize("memory.guest-swapped", tenant -> tenant.guestSwappedBytes() / Page.BYTES);
        add("memory.page-ins", "1/s", run.pageIns() / seconds);
        add("memory.double-page-ins", "1/s", run.doublePageIns() / seconds);
    }

    private void addSize(String name, ToDoubleFunction<Tenant> pages) {
        double mean = run.tenants().stream().mapToDouble(pages).average().orElseThrow();
        add(name, "B", mean * Page.BYTES);
    }

    private double of(ToDoubleFunction<LiveMigration> value, boolean onlyDone) {
        return run.migrations().stream()
                .filter(migration -> !onlyDone || migration.isDone())
                .mapToDouble(value)
                .average()
                .orElse(Double.NaN);
    }

    private void cpu() {
        long overhead = 0;
        for (Cause cause : Cause.values()) {
            overhead += cause.isOverhead() ? ns(cause) : 0;
        }
        addShare("cpu.user", ns(Cause.USER));
        addShare("cpu.kernel", ns(Cause.KERNEL));
        addShare("cpu.overhead", overhead);
        addShare("cpu.ready", ns(Cause.READY));
        addShare("cpu.costop", ns(Cause.COSTOP));
        addShare("cpu.capped", ns(Cause.CAPPED));
        addShare("cpu.spin", ns(Cause.SPIN));
        addShare("cpu.idle-poll", ns(Cause.IDLE_POLL));
        addShare("cpu.page-in", ns(Cause.PAGE_IN));
        addShare("cpu.migration", ns(Cause.MIGRATION));
        addShare("cpu.idle", totals.blockedNs());
        for (Cause cause : Cause.values()) {
            if (cause.isOverhead() && isKnown(cause)) {
                addShare("overhead." + cause.label(), ns(cause));
            }
        }
    }

    private void exits() {
        double[] counts = totals.ledger().counts;
        double exits = 0;
        for (Cause cause : Cause.values()) {
            exits += cause.kind() == Cause.Kind.EXIT ? counts[cause.ordinal()] : 0;
        }
        add("exits.total", "1/s", exits / seconds);
        for (Cause cause : Cause.values()) {
            if (cause.isOverhead() && isKnown(cause)) {
                add("exits." + cause.label(), "1/s", counts[cause.ordinal()] / seconds);
            }
        }
    }

    /** Not a number when no request finished: replications of a scenario have the same metrics whatever happens in them. */
    private void blame(double percent) {
        boolean none = run.meter.latency.count() == 0;
        double[] parts = none ? new double[0] : run.meter.latency.blameNs(percent);
        for (Cause cause : Cause.values()) {
            if (isKnown(cause)) {
                double seconds = none ? Double.NaN : parts[cause.ordinal()] / 1e9;
                add("blame.p" + (int) percent + "." + cause.blameLabel(), "s", seconds);
            }
        }
    }

    /** Whether the host can be the cause at all. */
    private boolean isKnown(Cause cause) {
        return cause != Cause.CLOCK || turbo.hasSteps();
    }

    private long ns(Cause cause) {
        return totals.ledger().ns[cause.ordinal()];
    }

    private void addShare(String name, long ns) {
        add(name, "share", ns / (seconds * 1e9 * run.vcpus()));
    }

    private void add(String name, String unit, double value) {
        metrics.add(new Metric(run.group.name(), name, unit, value));
    }

    LatencyCurve curve() {
        double[] ns = run.meter.latency.count() == 0 ? new double[0] : run.meter.latency.curveNs(CURVE_PERCENTS);
        double[] valueSeconds = DoubleStream.of(ns).map(value -> value / 1e9).toArray();
        double[] shares = DoubleStream.of(CURVE_PERCENTS)
                .limit(ns.length)
                .map(percent -> percent / 100)
                .toArray();
        return new LatencyCurve(run.group.name(), valueSeconds, shares, run.meter.latency.count());
    }

    List<TimeSeries> series(long endNs) {
        long interval = run.meter.latencySeries.intervalNs();
        List<TimeSeries> series = new ArrayList<>();
        series.add(
                new TimeSeries(run.group.name(), "throughput", "1/s", interval, run.meter.latencySeries.rates(endNs)));
        series.add(
                new TimeSeries(run.group.name(), "latency.mean", "s", interval, run.meter.latencySeries.means(endNs)));
        if (!run.tenants().isEmpty()) {
            Tenant first = run.tenants().get(0);
            series.add(memory("memory.ballooned", first.balloonedSeries(), endNs));
            series.add(memory("memory.swapped", first.swappedSeries(), endNs));
        }
        return series;
    }

    private TimeSeries memory(String name, IntervalSeries values, long endNs) {
        return new TimeSeries(run.group.name(), name, "B", values.intervalNs(), values.means(endNs));
    }
}
