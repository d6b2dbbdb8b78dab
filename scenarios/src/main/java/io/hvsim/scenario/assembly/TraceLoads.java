// SPDX-License-Identifier: Apache-2.0
package io.hvsim.scenario.assembly;

import io.hvsim.model.engine.Distribution;
import io.hvsim.model.workload.Load;
import io.hvsim.model.workload.LoadSeries;
import io.hvsim.scenario.load.LoadFile;
import io.hvsim.scenario.load.LoadSpec;
import io.hvsim.scenario.spec.VmSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes the model's loads of traces. */
final class TraceLoads {
    private static final double NS_PER_SECOND = 1e9;

    private TraceLoads() {}

    /** The load of each VM of a group. */
    static Load of(LoadSpec.Trace trace, int workers) {
        List<Load> loads = new ArrayList<>();
        for (String vm : trace.vms()) {
            LoadSeries series = series(trace, trace.file().rows(vm));
            if (trace.file().isDemand()) {
                Distribution burst = trace.burstNs().orElseThrow().distribution();
                loads.add(new Load.Demand(series, burst, workers));
            } else {
                loads.add(new Load.Arrivals(series, workers));
            }
        }
        return new Load.OfEach(loads);
    }

    private static LoadSeries series(LoadSpec.Trace trace, LoadFile.Rows rows) {
        int first = trace.firstRow(rows);
        int count = rows.count() - first;
        long[] starts = new long[count];
        long[] ends = new long[count];
        double[] amounts = new double[count];
        long[] works = new long[count];
        boolean demand = trace.file().isDemand();
        for (int i = 0; i < count; i++) {
            double time = rows.time(first + i);
            double duration = rows.duration(first + i);
            double amount = rows.amount(first + i);
            double work = rows.workOrReady(first + i);
            starts[i] = Math.max(i == 0 ? 0 : ends[i - 1], simulated(trace, time));
            ends[i] = Math.max(starts[i], simulated(trace, time + duration));
            double kept = duration == 0 ? 1 : (ends[i] - starts[i]) * trace.speed() / (duration * NS_PER_SECOND);
            amounts[i] = demand ? amount * (ends[i] - starts[i]) : Math.rint(amount * Math.min(1, kept));
            works[i] = demand || Double.isNaN(work) ? 0 : Math.round(work * NS_PER_SECOND);
        }
        return new LoadSeries(starts, ends, amounts, works);
    }

    private static long simulated(LoadSpec.Trace trace, double time) {
        return Math.round(Math.max(0, time - trace.startSeconds()) / trace.speed() * NS_PER_SECOND);
    }

    /** What the results rest on and should be seen beside, for the VMs of a group. */
    static String note(VmSpec group, LoadSpec.Trace trace) {
        List<String> vms =
                trace.vms().subList(0, Math.min(group.count(), trace.vms().size()));
        String names = vms.size() <= 3 ? String.join(", ", vms) : vms.size() + " VMs";
        String replays = group.group() + ": replays " + (trace.file().isDemand() ? "demand" : "arrivals") + " of "
                + names + " in "
                + trace.file().name()
                + (trace.speed() == 1 ? "" : ", " + number(trace.speed()) + " s of it in each second");
        return trace.burstNs()
                .map(burst -> replays + ", in bursts of "
                        + number(burst.distribution().mean() / 1e6) + " ms on average (cv "
                        + number(burst.distribution().cv())
                        + "), which is an assumption: the trace has averages over "
                        + number(trace.file().rows(vms.get(0)).duration(0))
                        + " s, and they hide the bursts that make the tail of latency"
                        + excess(trace, vms, group.vcpus())
                        + measured(trace, vms.size()))
                .orElse(replays);
    }

    /** How much of the time VMs demand more than their vCPUs can do, which piles up; empty for never. */
    private static String excess(LoadSpec.Trace trace, List<String> vms, int vcpus) {
        double seconds = 0;
        double beyond = 0;
        for (String vm : vms) {
            LoadFile.Rows rows = trace.file().rows(vm);
            for (int row = trace.firstRow(rows); row < rows.count(); row++) {
                seconds += rows.duration(row);
                beyond += rows.amount(row) > vcpus ? rows.duration(row) : 0;
            }
        }
        return beyond == 0
                ? ""
                : ". In " + percent(beyond / seconds) + " of the time a VM demands more CPUs than it has vCPUs";
    }

    /** What the trace measured over all of the series, for comparison; empty when it did not. */
    private static String measured(LoadSpec.Trace trace, int vms) {
        String coStop = trace.measuredCoStop(vms).stream()
                .mapToObj(share -> ", co-stop " + percent(share))
                .findFirst()
                .orElse("");
        return trace.measuredReady(vms).stream()
                .mapToObj(share -> ". Measured there: ready " + percent(share) + coStop + " of a vCPU's time")
                .findFirst()
                .orElse("");
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f %%", 100 * share);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value).replaceFirst("\\.?0+$", "");
    }
}
