// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import java.util.PriorityQueue;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The time and the garbage of one event, random numbers included, with a given number of timers armed.
 *
 * <pre>{@code
 * java -jar benchmarks/target/hvsim-benchmarks-*.jar EngineBenchmark -prof gc
 * }</pre>
 *
 * <p>{@code gc.alloc.rate.norm} is the number of bytes allocated per event: 0 (below 0.001) for the engine, and what an
 * object per event costs for {@link #plainJava}, the loop to compare with. Absolute times are those of one machine; the
 * ratio to {@code plainJava} of the same run is what to look at.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class EngineBenchmark {
    private static final int EVENTS = 10_000;
    private static final double MEAN_NS = 1e6;

    /** Armed timers; a host of 64 pCPUs and 512 vCPUs has 1,000 to 3,000. */
    @Param({"64", "1024", "65536"})
    int pending;

    private final Hold hold = new Hold();
    private final Rearm rearm = new Rearm();
    private final Plain plain = new Plain();

    /** Fills each calendar; only the one that is measured has anything to do afterwards. */
    @Setup
    public void fill() {
        hold.fill(pending);
        rearm.fill(pending);
        plain.fill(pending);
    }

    /** The hold model: each event counts at a random entity and arms its timer anew, exponentially far ahead. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long hold() {
        return hold.execute(EVENTS);
    }

    /**
     * A mix as hypervisor models have it: besides its own timer each event moves the timer of a random entity (a deadline
     * that is put off) and cancels one and arms it again (a quantum that ends early).
     */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long rearmAndCancel() {
        return rearm.execute(EVENTS);
    }

    /** The hold model on {@link PriorityQueue} with an object per event. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long plainJava() {
        return plain.execute(EVENTS);
    }

    private static long delay(RandomStream random) {
        return (long) (MEAN_NS * random.nextExponential());
    }

    private static class Hold {
        final Simulation simulation = new Simulation();
        final RandomStream random = RandomStream.of(42, 0, "hold");
        Timer[] timers = new Timer[0];
        long[] counts = new long[0];
        private int toExecute;

        void fill(int pending) {
            timers = new Timer[pending];
            counts = new long[pending];
            for (int i = 0; i < pending; i++) {
                int entity = i;
                timers[i] = simulation.timer(() -> happen(entity));
                timers[i].armIn(delay(random));
            }
        }

        long execute(int events) {
            toExecute = events;
            simulation.run();
            return simulation.now();
        }

        void happen(int entity) {
            counts[random.nextInt(counts.length)]++;
            timers[entity].armIn(delay(random));
            if (--toExecute == 0) {
                simulation.stop();
            }
        }
    }

    private static final class Rearm extends Hold {
        @Override
        void happen(int entity) {
            super.happen(entity);
            timers[random.nextInt(timers.length)].armIn(delay(random));
            Timer quantum = timers[random.nextInt(timers.length)];
            quantum.cancel();
            quantum.armIn(delay(random));
        }
    }

    private static final class Plain {
        private record Event(long timeNs, long sequence, int entity) implements Comparable<Event> {
            @Override
            public int compareTo(Event other) {
                int byTime = Long.compare(timeNs, other.timeNs);
                return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
            }
        }

        private final PriorityQueue<Event> events = new PriorityQueue<>();
        private final RandomStream random = RandomStream.of(42, 0, "hold");
        private long[] counts = new long[0];
        private long nowNs;
        private long sequence;

        void fill(int pending) {
            counts = new long[pending];
            for (int i = 0; i < pending; i++) {
                events.add(new Event(delay(random), sequence++, i));
            }
        }

        long execute(int count) {
            for (int i = 0; i < count; i++) {
                Event event = events.remove();
                nowNs = event.timeNs;
                counts[random.nextInt(counts.length)]++;
                events.add(new Event(nowNs + delay(random), sequence++, event.entity));
            }
            return nowNs;
        }
    }
}
