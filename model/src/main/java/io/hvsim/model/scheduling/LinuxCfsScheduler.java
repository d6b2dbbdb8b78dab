// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * CFS, the fair class of Linux from 2.6.23 to 6.5: the vCPU that has run least for its weight runs. Ticks take the pCPU
 * from it when it has had its part of the time in which every vCPU of the queue is to run once. A vCPU that slept goes on
 * near the one that has run least, and preempts the running one if it is behind by a margin. At a yield, the one that gives
 * way is skipped and its target preferred, within the same margin.
 *
 * <p>Source: Linux, {@code kernel/sched/fair.c} ({@code sched_fair.c} before 3.3). Differs from the source in: no last
 * buddy (the kernel prefers the vCPU that was preempted by a waking one, if many wait and it is near the first);
 * Linux 2.6.23, which kept what a task had waited apart from its virtual time, is as 2.6.24; and as {@link LinuxHost}.
 */
public final class LinuxCfsScheduler extends LinuxScheduler {
    @Override
    public String name() {
        return "linux-cfs";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(List.of(
                Parameter.time("latency", "time in which every waiting vCPU is to run once, on a host with one CPU")
                        .atLeast(LinuxHost.LEAST_NS),
                Parameter.time("min-granularity", "the least part of it that a vCPU gets; more vCPUs take longer")
                        .atLeast(LinuxHost.LEAST_NS),
                Parameter.time("wakeup-granularity", "by how much a waking vCPU must be behind to preempt"),
                Parameter.number(
                                "scaling-cpus",
                                "CPUs beyond which these three do not grow; they double with 2 CPUs, triple with 4, and so on")
                        .atLeast(1),
                Parameter.word(
                        "sleepers",
                        List.of("gentle", "full"),
                        "whether a vCPU that slept may be behind by half of the latency or all of it")));
        all.addAll(LinuxHost.PARAMETERS);
        return List.copyOf(all);
    }

    @Override
    Supplier<FairQueue> queues(Dispatcher dispatcher, Parameters parameters) {
        long scale = LinuxHost.scale(dispatcher.topology(), (int) parameters.number("scaling-cpus"));
        long latencyNs = scale * parameters.ns("latency");
        CfsQueue.Rules rules = new CfsQueue.Rules(
                latencyNs,
                scale * parameters.ns("min-granularity"),
                scale * parameters.ns("wakeup-granularity"),
                parameters.is("sleepers", "gentle") ? latencyNs / 2 : latencyNs);
        return () -> new CfsQueue(rules);
    }
}
