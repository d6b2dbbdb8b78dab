// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import io.hvsim.model.hypervisor.HostSimulation;
import io.hvsim.scenario.Scenario;
import io.hvsim.scenario.assembly.Assembler;
import io.hvsim.scenario.text.ScenarioException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A whole host in its steady state: each invocation simulates 20 ms more of a host that has been running for a second.
 * With {@code -prof gc}, {@code gc.alloc.rate.norm} over the counter {@code events} is what one event allocates; the few
 * bytes that remain are JMH's own and do not grow with the simulated time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ModelBenchmark {
    private static final long STEP_NS = 20_000_000;
    private static final long RUN_IN_NS = 1_000_000_000;

    /** A shipped scenario, and the point of its sweep. */
    @Param({"web-latency:3", "consolidation:6"})
    private String point;

    private HostSimulation host;
    private long untilNs;

    /** Events executed, reported beside the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Events {
        public long events;
    }

    @Setup(Level.Trial)
    public void start() throws ScenarioException {
        String[] parts = point.split(":");
        Scenario scenario = Scenario.shipped(parts[0], List.of());
        host = HostSimulation.start(
                Assembler.plan(scenario.points().get(Integer.parseInt(parts[1])).spec(), 0, 0));
        untilNs = RUN_IN_NS;
        host.advanceTo(untilNs);
    }

    @Benchmark
    public long steadyState(Events events) {
        long before = host.events();
        untilNs += STEP_NS;
        host.advanceTo(untilNs);
        events.events += host.events() - before;
        return host.events();
    }
}
