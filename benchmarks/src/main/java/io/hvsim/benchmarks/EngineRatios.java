// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks;

import com.sun.management.ThreadMXBean;
import io.hvsim.model.engine.RandomStream;
import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.PriorityQueue;

/**
 * The engine next to a plain Java loop over a {@link PriorityQueue} with an object per event, on the same models with the
 * same random numbers: the hold model, a queue M/M/1, and delays that are hard on calendars.
 *
 * <pre>
 *   java -XX:+UseSerialGC -cp benchmarks/target/hvsim-benchmarks-0.1.0.jar io.hvsim.benchmarks.EngineRatios [MODEL...]
 * </pre>
 *
 * <p>The two take turns, {@value #ROUNDS} times; a line gives the median CPU times of an event, the median of their ratios
 * in the same round, and what the engine allocates per event. Times are CPU times of the thread, which other load on the
 * machine disturbs less than it does the clock.
 */
public final class EngineRatios {
    private static final int ROUNDS = 7;
    private static final long EVENTS = 2_000_000;
    private static final long MEAN_NS = 1_000_000;
    private static final List<String> MODELS =
            List.of("hold-1024", "hold-65536", "mm1", "equal", "bimodal", "growing", "bursts");

    private EngineRatios() {}

    public static void main(String[] models) {
        print("%-12s %10s %10s %7s %12s%n", "model", "engine ns", "plain ns", "ratio", "bytes/event");
        for (String model : models.length == 0 ? MODELS : List.of(models)) {
            measure(model);
        }
    }

    /** CPU time of an event of the hold model on the bare engine with {@code entities} armed timers, in nanoseconds. */
    static double holdNs(int entities) {
        Model model = new Hold(new Engine(), entities);
        model.execute();
        double[] ns = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            ns[i] = model.execute();
        }
        return median(ns);
    }

    private static void measure(String name) {
        Model onEngine = model(name, new Engine());
        Model onPlain = model(name, new Plain());
        double[] engineNs = new double[ROUNDS];
        double[] plainNs = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        double bytes = 0;
        onEngine.execute();
        onPlain.execute();
        for (int i = 0; i < ROUNDS; i++) {
            long before = thread().getCurrentThreadAllocatedBytes();
            engineNs[i] = onEngine.execute();
            bytes = (double) (thread().getCurrentThreadAllocatedBytes() - before) / EVENTS;
            plainNs[i] = onPlain.execute();
            ratios[i] = engineNs[i] / plainNs[i];
        }
        if (onEngine.calendar.now() != onPlain.calendar.now()) {
            throw new IllegalStateException(name + " went another way on the engine");
        }
        print("%-12s %10.1f %10.1f %7.2f %12.3f%n", name, median(engineNs), median(plainNs), median(ratios), bytes);
    }

    private static ThreadMXBean thread() {
        return (ThreadMXBean) ManagementFactory.getThreadMXBean();
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static Model model(String name, Calendar calendar) {
        return switch (name) {
            case "hold-1024" -> new Hold(calendar, 1024);
            case "hold-65536" -> new Hold(calendar, 65_536);
            case "mm1" -> new Queue(calendar);
            case "equal" -> new Equal(calendar);
            case "bimodal" -> new Bimodal(calendar);
            case "growing" -> new Growing(calendar);
            case "bursts" -> new Bursts(calendar);
            default -> throw new IllegalArgumentException("no model " + name + ": " + MODELS);
        };
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    /** Runs a model. */
    private interface Calendar {
        void start(Model model, int entities);

        void arm(int entity, long delayNs);

        void execute(long events);

        long now();
    }

    private static final class Engine implements Calendar {
        private final Simulation simulation = new Simulation();
        private Timer[] timers = new Timer[0];

        @Override
        public void start(Model model, int entities) {
            timers = new Timer[entities];
            Arrays.setAll(
                    timers,
                    entity -> simulation.timer(() -> {
                        model.happen(entity);
                        if (--model.left == 0) {
                            simulation.stop();
                        }
                    }));
        }

        @Override
        public void arm(int entity, long delayNs) {
            timers[entity].armIn(delayNs);
        }

        @Override
        public void execute(long events) {
            simulation.run();
        }

        @Override
        public long now() {
            return simulation.now();
        }
    }

    private static final class Plain implements Calendar {
        private record Event(long timeNs, long sequence, int entity) implements Comparable<Event> {
            @Override
            public int compareTo(Event other) {
                int byTime = Long.compare(timeNs, other.timeNs);
                return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
            }
        }

        private final PriorityQueue<Event> events = new PriorityQueue<>();
        private Model model;
        private long nowNs;
        private long sequence;

        @Override
        public void start(Model model, int entities) {
            this.model = model;
        }

        @Override
        public void arm(int entity, long delayNs) {
            events.add(new Event(nowNs + delayNs, sequence++, entity));
        }

        @Override
        public void execute(long count) {
            for (long i = 0; i < count; i++) {
                Event event = events.remove();
                nowNs = event.timeNs;
                model.happen(event.entity);
            }
        }

        @Override
        public long now() {
            return nowNs;
        }
    }

    private abstract static class Model {
        final Calendar calendar;
        final RandomStream random = RandomStream.of(42, 0, "model");
        long left;

        Model(Calendar calendar, int entities) {
            this.calendar = calendar;
            calendar.start(this, entities);
        }

        abstract void happen(int entity);

        /** CPU time of an event in nanoseconds. */
        final double execute() {
            long before = thread().getCurrentThreadCpuTime();
            left = EVENTS;
            calendar.execute(EVENTS);
            return (double) (thread().getCurrentThreadCpuTime() - before) / EVENTS;
        }

        final long exponential(long meanNs) {
            return (long) (meanNs * random.nextExponential());
        }
    }

    /** Each event counts at a random entity and comes again exponentially later. */
    private static final class Hold extends Model {
        private final long[] counts;

        Hold(Calendar calendar, int entities) {
            super(calendar, entities);
            counts = new long[entities];
            for (int i = 0; i < entities; i++) {
                calendar.arm(i, exponential(MEAN_NS));
            }
        }

        @Override
        void happen(int entity) {
            counts[random.nextInt(counts.length)]++;
            calendar.arm(entity, exponential(MEAN_NS));
        }
    }

    /** One server at a load of 0.9: entity 0 arrives, entity 1 departs. */
    private static final class Queue extends Model {
        private int waiting;

        Queue(Calendar calendar) {
            super(calendar, 2);
            calendar.arm(0, 0);
        }

        @Override
        void happen(int entity) {
            if (entity == 0) {
                calendar.arm(0, exponential(MEAN_NS * 10 / 9));
                waiting++;
            } else {
                waiting--;
            }
            if (waiting > 0 && (entity == 1 || waiting == 1)) {
                calendar.arm(1, exponential(MEAN_NS));
            }
        }
    }

    /** All of 1,024 entities at the same times, again and again. */
    private static final class Equal extends Model {
        Equal(Calendar calendar) {
            super(calendar, 1024);
            for (int i = 0; i < 1024; i++) {
                calendar.arm(i, MEAN_NS);
            }
        }

        @Override
        void happen(int entity) {
            calendar.arm(entity, MEAN_NS);
        }
    }

    /** Short delays and such that are a million times longer, as often. */
    private static final class Bimodal extends Model {
        Bimodal(Calendar calendar) {
            super(calendar, 1024);
            for (int i = 0; i < 1024; i++) {
                happen(i);
            }
        }

        @Override
        void happen(int entity) {
            calendar.arm(entity, exponential(random.nextInt(2) == 0 ? 1_000 : 1_000_000_000));
        }
    }

    /** Each delay is a little longer than all before. */
    private static final class Growing extends Model {
        private double delayNs = 1_000;

        Growing(Calendar calendar) {
            super(calendar, 1024);
            for (int i = 0; i < 1024; i++) {
                happen(i);
            }
        }

        @Override
        void happen(int entity) {
            delayNs *= 1.000001;
            calendar.arm(entity, (long) delayNs);
        }
    }

    /** Nothing for long, then all of 1,024 entities within a microsecond. */
    private static final class Bursts extends Model {
        Bursts(Calendar calendar) {
            super(calendar, 1024);
            for (int i = 0; i < 1024; i++) {
                happen(i);
            }
        }

        @Override
        void happen(int entity) {
            long now = calendar.now();
            calendar.arm(entity, (now / 100_000_000 + 1) * 100_000_000 + random.nextInt(1_000) - now);
        }
    }
}
