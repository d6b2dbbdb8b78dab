// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import io.hvsim.model.hypervisor.RunPlan;
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
 * What the decisions of a scheduling policy take, with everything that it does for them: ticks, accounting, balancing. Each
 * invocation is 20 ms more of a {@link BareHost}; {@code decisions} counts how often a pCPU chose, so that time over
 * decisions is what one takes, two events of the engine included.
 *
 * <pre>{@code
 * java -jar benchmarks/target/hvsim-benchmarks-*.jar DecisionBenchmark -p scheduler=rtds,xen-null
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecisionBenchmark {
    private static final long STEP_NS = 20_000_000;
    private static final long RUN_IN_NS = 1_000_000_000;
    private static final String HOST = """
            title: The host that the policy decides for
            host: xeon-8160
            hypervisor: {extends: ideal, scheduler: %s}
            vms: {vm: {guest: ideal, workload: ideal-service}}
            run: {duration: 1 s, replications: 1}
            """;

    /** Presets of the library, of each family one. */
    @Param({
        "round-robin",
        "linux-cfs-5.x",
        "linux-eevdf-6.12",
        "xen-credit-2009",
        "xen-credit2",
        "xen-bvt-2004",
        "rtds",
        "esx-2",
        "esx-3"
    })
    private String scheduler;

    /** vCPUs, in VMs of two; the host has 96 pCPUs. */
    @Param({"96", "384"})
    private int vcpus;

    private BareHost host;
    private long untilNs;

    /** Decisions, reported beside the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Decisions {
        public long decisions;
    }

    @Setup(Level.Trial)
    public void start() throws ScenarioException {
        Scenario scenario = Scenario.parse(HOST.formatted(scheduler), "benchmark", List.of());
        RunPlan plan = Assembler.plan(scenario.points().get(0).spec(), 0, 0);
        host = new BareHost(plan, vcpus);
        untilNs = RUN_IN_NS;
        host.advanceTo(untilNs);
    }

    @Benchmark
    public long steadyState(Decisions counter) {
        long before = host.decisions();
        untilNs += STEP_NS;
        host.advanceTo(untilNs);
        counter.decisions += host.decisions() - before;
        return host.decisions();
    }
}
