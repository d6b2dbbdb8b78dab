// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

import java.nio.file.Path;
import java.util.List;
import java.util.function.LongSupplier;

/** The models by their names. */
final class Models {
    private static final int ENTITIES = 1024;
    private static final double MS = 1e6;

    /** Begins the name of a recorded run; its file follows. */
    static final String TRACE = "trace-";

    /** Of delays that are hard on calendars; 1,024 events are pending. */
    static final List<String> ADVERSARIES = List.of(
            "equal",
            "zero",
            "bimodal",
            "growing",
            "shrinking",
            "bursts",
            "pareto",
            "phases",
            "exits-and-ticks",
            "last-in");

    private static final String PHOLD = "phold-";

    private Models() {}

    static Model of(String name, int events) {
        Xoshiro random = new Xoshiro();
        if (name.equals("mm1")) {
            return new Mm1(events / 2);
        }
        if (name.startsWith(PHOLD)) {
            return new Phold(Integer.parseInt(name.substring(PHOLD.length())), events);
        }
        if (name.startsWith(TRACE)) {
            return new Trace(Path.of(name.substring(TRACE.length())));
        }
        return new Hold(ENTITIES, events, delays(name, random));
    }

    /** The delays of an adversary, one after another. */
    private static LongSupplier delays(String name, Xoshiro random) {
        long[] i = new long[1];
        return switch (name) {
            // All at the same times, again and again.
            case "equal" -> () -> 1_000_000;
            // Rounds at one time, then the next.
            case "zero" -> () -> ++i[0] % (100 * ENTITIES) < ENTITIES ? 1_000_000 : 0;
            // Short delays and such that are a million times longer, as often.
            case "bimodal" -> () -> random.exponential(random.nextInt(2) == 0 ? 1e3 : 1e9);
            // Each delay is longer than all before: from a microsecond to seconds.
            case "growing" -> () -> (long) (1_000 * Math.exp(4e-6 * i[0]++));
            // Each is shorter than all before.
            case "shrinking" -> () -> (long) (1e10 * Math.exp(-4e-6 * i[0]++));
            // Everything within a microsecond, far apart.
            case "bursts" -> () -> ++i[0] % ENTITIES == 0 ? 2_000_000_000L : random.nextInt(1_000);
            // Without a mean: all magnitudes at once.
            case "pareto" -> () -> (long) Math.min(1e15, 100 * Math.pow(1 - random.nextDouble(), -2));
            // The density changes a thousandfold every 50,000 events.
            case "phases" -> () -> random.exponential(i[0]++ / 50_000 % 2 == 0 ? 1e4 : 1e7);
            // Ends of executions, and periods of ticks that are in step.
            case "exits-and-ticks" -> () -> random.nextInt(8) == 0 ? 4_000_000 : random.exponential(5e3);
            // The next is mostly due before all others.
            case "last-in" ->
                () -> random.nextInt(64) == 0 ? (long) (random.nextDouble() * 64 * MS) : random.nextInt(4);
            default -> throw new IllegalArgumentException("no model " + name);
        };
    }

    /** PHOLD: each event counts at its entity and schedules one for an entity at random, exponentially later. */
    private static final class Phold implements Model {
        private final Xoshiro random = new Xoshiro();
        private final long[] counts;
        private final int events;
        private int scheduled;
        private Events engine;

        Phold(int entities, int events) {
            this.counts = new long[entities];
            this.events = events;
        }

        @Override
        public void begin(Events events) {
            engine = events;
            events.start(this, counts.length);
            for (int i = 0; i < counts.length; i++) {
                events.arm(i, random.exponential(MS * 1_000));
            }
            scheduled = counts.length;
        }

        @Override
        public void happen(int entity) {
            counts[entity]++;
            if (scheduled < events) {
                scheduled++;
                engine.forward(random.nextInt(counts.length), random.exponential(MS * 1_000));
            }
        }

        @Override
        public long count() {
            return events;
        }

        @Override
        public double check() {
            double check = engine.now();
            for (int i = 0; i < counts.length; i++) {
                check += (i + 1.0) * counts[i];
            }
            return check;
        }
    }

    /** One server at a load of 0.9, first come, first served: entity 0 arrives, entity 1 departs. */
    private static final class Mm1 implements Model {
        private final Xoshiro random = new Xoshiro();
        private final int customers;
        private long[] arrivals = new long[1024];
        private int head;
        private int waiting;
        private int arrived;
        private double totalNs;
        private Events engine;

        Mm1(int customers) {
            this.customers = customers;
        }

        @Override
        public void begin(Events events) {
            engine = events;
            events.start(this, 2);
            events.arm(0, random.exponential(MS / 0.9));
        }

        @Override
        public void happen(int entity) {
            if (entity == 0) {
                arrive();
            } else {
                depart();
            }
        }

        private void arrive() {
            if (++arrived < customers) {
                engine.arm(0, random.exponential(MS / 0.9));
            }
            if (waiting == arrivals.length) {
                grow();
            }
            arrivals[head + waiting & arrivals.length - 1] = engine.now();
            if (waiting++ == 0) {
                engine.arm(1, random.exponential(MS));
            }
        }

        private void depart() {
            totalNs += engine.now() - arrivals[head];
            head = head + 1 & arrivals.length - 1;
            if (--waiting > 0) {
                engine.arm(1, random.exponential(MS));
            }
        }

        private void grow() {
            long[] longer = new long[2 * arrivals.length];
            for (int i = 0; i < waiting; i++) {
                longer[i] = arrivals[head + i & arrivals.length - 1];
            }
            arrivals = longer;
            head = 0;
        }

        @Override
        public long count() {
            return 2L * customers;
        }

        @Override
        public double check() {
            return totalNs / customers;
        }
    }

    /** Each event comes again after the next of the delays. */
    private static final class Hold implements Model {
        private final int entities;
        private final int events;
        private final LongSupplier delays;
        private int scheduled;
        private double check;
        private Events engine;

        Hold(int entities, int events, LongSupplier delays) {
            this.entities = entities;
            this.events = events;
            this.delays = delays;
        }

        @Override
        public void begin(Events events) {
            engine = events;
            events.start(this, entities);
            for (int i = 0; i < entities; i++) {
                events.arm(i, delays.getAsLong());
            }
            scheduled = entities;
        }

        @Override
        public void happen(int entity) {
            check = 0.999 * check + entity;
            if (scheduled < events) {
                scheduled++;
                engine.arm(entity, delays.getAsLong());
            }
        }

        @Override
        public long count() {
            return events;
        }

        @Override
        public double check() {
            return check + engine.now();
        }
    }
}
