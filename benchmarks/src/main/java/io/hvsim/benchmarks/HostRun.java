// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import com.sun.management.ThreadMXBean;
import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.Assembler;
import io.hvsim.scenario.text.ScenarioException;
import java.lang.management.ManagementFactory;
import java.util.List;

/**
 * A host that is simulated bit by bit, and what each bit takes. Times are CPU times of the simulating thread, which other load
 * on the machine disturbs less than it does the clock; the JIT compiler and the garbage collector have threads of their own.
 */
final class HostRun {
    private static final long STEP_NS = 10_000_000;

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final HostSimulation host;
    private long nowNs;

    /**
     * What a bit took.
     *
     * @param bytes allocated by the simulating thread
     */
    record Cost(long simulatedNs, long events, long cpuNs, long bytes) {
        /** Simulated time over CPU time. */
        double speed() {
            return (double) simulatedNs / cpuNs;
        }

        double eventsPerCpuSecond() {
            return events * 1e9 / cpuNs;
        }

        double nsPerEvent() {
            return (double) cpuNs / events;
        }

        double bytesPerEvent() {
            return (double) bytes / events;
        }
    }

    /** The first point of the scenario {@code text}, at its beginning. */
    HostRun(String text) throws ScenarioException {
        Scenario scenario = Scenario.parse(text, "benchmark", List.of());
        host = HostSimulation.start(Assembler.plan(scenario.points().get(0).spec(), 0, 0));
    }

    /** Armed timers. */
    int pending() {
        return host.pending();
    }

    /** Simulates until there were {@code events} events more; a few more than that, as it looks every 10 ms. */
    Cost executeAtLeast(long events) {
        return advance(host.events() + events, Long.MAX_VALUE);
    }

    /** Simulates {@code ns} more. */
    Cost advance(long ns) {
        return advance(Long.MAX_VALUE, nowNs + ns);
    }

    private Cost advance(long untilEvents, long untilNs) {
        long sinceNs = nowNs;
        long events = host.events();
        long bytes = thread.getCurrentThreadAllocatedBytes();
        long cpuNs = thread.getCurrentThreadCpuTime();
        while (host.events() < untilEvents && nowNs < untilNs) {
            nowNs = Math.min(untilNs, nowNs + STEP_NS);
            host.advanceTo(nowNs);
        }
        cpuNs = thread.getCurrentThreadCpuTime() - cpuNs;
        bytes = thread.getCurrentThreadAllocatedBytes() - bytes;
        return new Cost(nowNs - sinceNs, host.events() - events, cpuNs, bytes);
    }
}
