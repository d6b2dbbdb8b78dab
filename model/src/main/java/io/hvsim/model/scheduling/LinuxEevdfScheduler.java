// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * EEVDF, the fair class of Linux since 6.6: of the vCPUs that have had no more than their share, that with the earliest
 * virtual deadline runs, for a slice if it can. A vCPU that sleeps keeps what it is behind, up to a bound; what it is ahead
 * it keeps or, with delayed dequeue, pays by staying in the queue for as long as nobody has to wait for that.
 *
 * <p>The running vCPU is charged at ticks, at wake-ups on its pCPU and when it stops, and only then is the end of its slice
 * noticed. A waking vCPU preempts it only if it is the one to run now.
 *
 * <p>Sources: I. Stoica, H. Abdel-Wahab, "Earliest Eligible Virtual Deadline First", TR-95-22, Old Dominion University,
 * 1995; Linux, {@code kernel/sched/fair.c} and {@code features.h}. Differs from the source in: every vCPU has the same
 * slice, so neither the shortest slice of a queue nor preemption by shorter slices matters; the target of a yield is not
 * preferred; no lazy preemption; virtual time passes by integer division instead of a multiplication by the inverse of the
 * weight; and as {@link LinuxHost}.
 */
public final class LinuxEevdfScheduler extends LinuxScheduler {
    /** CPUs beyond which slices do not grow. Source: Linux, {@code get_update_sysctl_factor}. */
    private static final int SCALING_CPUS = 8;

    @Override
    public String name() {
        return "linux-eevdf";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(
                Parameter.time(
                                "base-slice",
                                "slice on a host with one CPU; 2, 3 or 4 times that with 2, 4 or 8 CPUs, and no more")
                        .atLeast(LinuxHost.LEAST_NS),
                Parameter.word(
                        "slice-check",
                        List.of("tick", "exact"),
                        "whether the end of a slice is noticed at ticks or at once (slice timer)"),
                Parameter.word(
                        "protection",
                        List.of("deadline", "vprot"),
                        "whether a vCPU can lose its pCPU at the end of a slice, or at any tick after its first slice"),
                Parameter.word(
                        "delayed-dequeue",
                        List.of("on", "off"),
                        "whether a vCPU that halts ahead of its share competes on until it is not"),
                Parameter.word(
                        "lag-clamp",
                        List.of("two-slices", "slice-and-tick"),
                        "how much a sleeper keeps of what it is behind or ahead: two slices or a tick, or a slice and a tick"),
                Parameter.word(
                        "migrated-deadline",
                        List.of("kept", "renewed"),
                        "whether a waiting vCPU that moves to another pCPU keeps the distance to its deadline"),
                Parameter.word(
                        "yield",
                        List.of("deadline", "forfeit"),
                        "whether a vCPU that yields has a later deadline, or gives up the rest of its slice too")));
        all.addAll(LinuxHost.PARAMETERS);
        return List.copyOf(all);
    }

    @Override
    Supplier<FairQueue> queues(Dispatcher dispatcher, Parameters parameters) {
        long sliceNs = parameters.ns("base-slice") * LinuxHost.scale(dispatcher.topology(), SCALING_CPUS);
        long tickNs = parameters.ns("tick");
        EevdfQueue.Rules rules = new EevdfQueue.Rules(
                sliceNs,
                parameters.is("lag-clamp", "two-slices") ? Math.max(2 * sliceNs, tickNs) : sliceNs + tickNs,
                parameters.is("protection", "vprot"),
                parameters.is("delayed-dequeue", "on"),
                parameters.is("migrated-deadline", "kept"),
                parameters.is("yield", "forfeit"),
                parameters.is("slice-check", "exact"));
        return () -> new EevdfQueue(rules);
    }
}
