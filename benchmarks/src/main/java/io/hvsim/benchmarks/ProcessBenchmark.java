// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import io.hvsim.model.engine.Processes;
import io.hvsim.model.engine.Simulation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time of one wait in process style: from the life cycle to the simulation and back. On a JDK with virtual threads
 * add {@code -Djmh.executor=VIRTUAL} to {@code -jvmArgsAppend} to run the simulation in one too, as {@link Processes}
 * advises.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ProcessBenchmark {
    private static final int WAITS = 1_000;

    @Param({"1", "100"})
    int processes;

    /** Processes that hold in turn; starting and ending them is part of it. */
    @Benchmark
    @OperationsPerInvocation(WAITS)
    public long holdInTurn() {
        Simulation simulation = new Simulation();
        try (Processes living = new Processes(simulation)) {
            for (int i = 0; i < processes; i++) {
                living.process("process-" + i, self -> {
                            for (int wait = 0; wait < WAITS / processes; wait++) {
                                self.hold(1);
                            }
                        })
                        .activate();
            }
            simulation.run();
        }
        return simulation.executed();
    }
}
