// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/**
 * Random commands to a simulation, and the same to a sorted list of (time, priority, sequence). Some timers arm or cancel
 * another when they expire.
 */
class EventCalendarTest {
    private static final int TIMERS = 120;

    private enum Verb {
        ARM,
        ARM_AT_THE_END_OF_TIME,
        ARM_MANY,
        CANCEL,
        CANCEL_MANY,
        STEP,
        RUN_UNTIL
    }

    private record Command(Verb verb, int timer, long delayNs) {}

    private record Entry(long timeNs, int priority, long sequence, int timer) {}

    private static final Comparator<Entry> ORDER = Comparator.comparingLong(Entry::timeNs)
            .thenComparingInt(Entry::priority)
            .thenComparingLong(Entry::sequence);

    @Property(tries = 1_000)
    void executesInTheOrderOfASortedList(@ForAll("commands") List<Command> commands) {
        Reference reference = new Reference();
        Subject subject = new Subject();
        for (Command command : commands) {
            reference.execute(command);
            subject.execute(command);
            assertThat(subject.simulation.now()).isEqualTo(reference.nowNs);
            assertThat(subject.simulation.pending()).isEqualTo(reference.entries.size());
            assertThat(subject.executed).hasSameSizeAs(reference.executed);
        }
        assertThat(subject.executed).isEqualTo(reference.executed);
    }

    /** More than a cache holds, in slots of a few to thousands, with some hundred equal times. */
    @Example
    void executesTenThousandTimersInTheirOrder() {
        Random random = new Random(1);
        Simulation simulation = new Simulation();
        List<Entry> expected = new ArrayList<>();
        List<Integer> executed = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            long timeNs = random.nextLong(1L << 8 + random.nextInt(24));
            expected.add(new Entry(timeNs, priority(i), i, i));
            simulation.timer(priority(i), () -> executed.add(number)).armAt(timeNs);
        }
        simulation.run();
        assertThat(executed)
                .isEqualTo(expected.stream().sorted(ORDER).map(Entry::timer).toList());
    }

    /** Slots of thousands: those before them expire while some of their timers are moved and cancelled. */
    @Example
    void executesTenThousandTimersThatMoveAndCancelEachOther() {
        SortedChurn expected = new SortedChurn();
        SimulatedChurn churn = new SimulatedChurn();
        expected.run();
        churn.run();
        assertThat(churn.executed).hasSizeGreaterThan(Churn.EVENTS).isEqualTo(expected.executed);
    }

    /** Each event arms its timer again, moves one and cancels one. */
    private abstract static class Churn {
        static final int MANY = 10_000;
        static final int EVENTS = 60_000;

        final List<Integer> executed = new ArrayList<>();
        private final Random random = new Random(1);

        final void begin() {
            for (int i = 0; i < MANY; i++) {
                arm(i, delayNs());
            }
        }

        final void happen(int timer) {
            executed.add(timer);
            if (executed.size() < EVENTS) {
                arm(timer, delayNs());
                arm(random.nextInt(MANY), delayNs());
                cancel(random.nextInt(MANY));
            }
        }

        private long delayNs() {
            return random.nextLong(1L << 16 + random.nextInt(6));
        }

        abstract void arm(int timer, long delayNs);

        abstract void cancel(int timer);
    }

    private static final class SimulatedChurn extends Churn {
        private final Simulation simulation = new Simulation();
        private final List<Timer> timers = new ArrayList<>();

        void run() {
            for (int i = 0; i < MANY; i++) {
                int number = i;
                timers.add(simulation.timer(priority(i), () -> happen(number)));
            }
            begin();
            simulation.run();
        }

        @Override
        void arm(int timer, long delayNs) {
            timers.get(timer).armIn(delayNs);
        }

        @Override
        void cancel(int timer) {
            timers.get(timer).cancel();
        }
    }

    private static final class SortedChurn extends Churn {
        private final TreeSet<Entry> entries = new TreeSet<>(ORDER);
        private final Entry[] armed = new Entry[MANY];
        private long nowNs;
        private long sequence;

        void run() {
            begin();
            while (!entries.isEmpty()) {
                Entry first = entries.first();
                cancel(first.timer);
                nowNs = first.timeNs;
                happen(first.timer);
            }
        }

        @Override
        void arm(int timer, long delayNs) {
            cancel(timer);
            armed[timer] = new Entry(nowNs + delayNs, priority(timer), sequence++, timer);
            entries.add(armed[timer]);
        }

        @Override
        void cancel(int timer) {
            if (armed[timer] != null) {
                entries.remove(armed[timer]);
                armed[timer] = null;
            }
        }
    }

    @Provide
    Arbitrary<List<Command>> commands() {
        Arbitrary<Verb> verbs = Arbitraries.frequencyOf(
                Tuple.of(24, Arbitraries.just(Verb.ARM)),
                Tuple.of(1, Arbitraries.just(Verb.ARM_AT_THE_END_OF_TIME)),
                Tuple.of(1, Arbitraries.just(Verb.ARM_MANY)),
                Tuple.of(4, Arbitraries.just(Verb.CANCEL)),
                Tuple.of(1, Arbitraries.just(Verb.CANCEL_MANY)),
                Tuple.of(12, Arbitraries.just(Verb.STEP)),
                Tuple.of(4, Arbitraries.just(Verb.RUN_UNTIL)));
        return Combinators.combine(verbs, Arbitraries.integers().between(0, TIMERS - 1), delays())
                .as(Command::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(300);
    }

    /** Many equal times, many that are close to a digit's end, and a few of every size. */
    private static Arbitrary<Long> delays() {
        Arbitrary<Long> nearPowers = Combinators.combine(
                        Arbitraries.integers().between(1, 7),
                        Arbitraries.longs().between(-2, 2))
                .as((digits, offset) -> (1L << 8 * digits) + offset);
        return Arbitraries.oneOf(
                Arbitraries.longs().between(0, 3),
                Arbitraries.longs().between(0, 200),
                nearPowers,
                Arbitraries.longs().between(0, 1L << 40).withDistribution(RandomDistribution.uniform()),
                Arbitraries.longs().between(1L << 50, 1L << 54));
    }

    /** Of many timers, the time of each: all at once, in descending order, and all magnitudes, by the length of the delay. */
    private static long delay(long delayNs, int timer) {
        return switch ((int) (delayNs % 4)) {
            case 0 -> delayNs;
            case 1 -> delayNs + TIMERS - timer;
            case 2 -> timer * 31 % TIMERS * delayNs / TIMERS;
            default -> 1L << timer % 50;
        };
    }

    private static long within(long delayNs, long nowNs) {
        return Math.min(delayNs, Long.MAX_VALUE - nowNs);
    }

    private static boolean armsTheNext(int timer) {
        return timer % 8 == 1;
    }

    private static boolean cancelsTheNext(int timer) {
        return timer % 8 == 2;
    }

    private static int priority(int timer) {
        return timer % 5 == 0 ? timer % 3 - 1 : 0;
    }

    private static final class Subject {
        final Simulation simulation = new Simulation();
        final List<String> executed = new ArrayList<>();
        final List<Timer> timers = new ArrayList<>();

        Subject() {
            for (int i = 0; i < TIMERS; i++) {
                int number = i;
                timers.add(simulation.timer(priority(i), () -> happen(number)));
            }
        }

        private void happen(int timer) {
            executed.add(timer + "@" + simulation.now());
            if (armsTheNext(timer)) {
                arm(timer + 1, timer);
            } else if (cancelsTheNext(timer)) {
                timers.get(timer + 1).cancel();
            }
        }

        private void arm(int timer, long delayNs) {
            timers.get(timer).armIn(within(delayNs, simulation.now()));
        }

        void execute(Command command) {
            switch (command.verb) {
                case ARM -> arm(command.timer, command.delayNs);
                case ARM_AT_THE_END_OF_TIME -> timers.get(command.timer).armAt(endOfTime(command, simulation.now()));
                case ARM_MANY -> {
                    for (int i = command.timer; i < TIMERS; i++) {
                        arm(i, delay(command.delayNs, i));
                    }
                }
                case CANCEL -> timers.get(command.timer).cancel();
                case CANCEL_MANY -> timers.subList(command.timer, TIMERS).forEach(Timer::cancel);
                case STEP -> simulation.step();
                case RUN_UNTIL -> simulation.runUntil(simulation.now() + within(command.delayNs, simulation.now()));
            }
        }
    }

    private static long endOfTime(Command command, long nowNs) {
        return Math.max(nowNs, Long.MAX_VALUE - command.delayNs % 300);
    }

    private static final class Reference {
        final TreeSet<Entry> entries = new TreeSet<>(ORDER);
        final List<String> executed = new ArrayList<>();
        long nowNs;
        long sequence;

        void execute(Command command) {
            switch (command.verb) {
                case ARM -> armIn(command.timer, command.delayNs);
                case ARM_AT_THE_END_OF_TIME -> arm(command.timer, endOfTime(command, nowNs));
                case ARM_MANY -> {
                    for (int i = command.timer; i < TIMERS; i++) {
                        armIn(i, delay(command.delayNs, i));
                    }
                }
                case CANCEL -> cancel(command.timer);
                case CANCEL_MANY -> entries.removeIf(entry -> entry.timer >= command.timer);
                case STEP -> step();
                case RUN_UNTIL -> runUntil(nowNs + within(command.delayNs, nowNs));
            }
        }

        private void armIn(int timer, long delayNs) {
            arm(timer, nowNs + within(delayNs, nowNs));
        }

        private void arm(int timer, long timeNs) {
            cancel(timer);
            entries.add(new Entry(timeNs, priority(timer), sequence++, timer));
        }

        private void cancel(int timer) {
            entries.removeIf(entry -> entry.timer == timer);
        }

        private void step() {
            if (!entries.isEmpty()) {
                Entry first = entries.pollFirst();
                nowNs = first.timeNs;
                executed.add(first.timer + "@" + nowNs);
                if (armsTheNext(first.timer)) {
                    armIn(first.timer + 1, first.timer);
                } else if (cancelsTheNext(first.timer)) {
                    cancel(first.timer + 1);
                }
            }
        }

        private void runUntil(long timeNs) {
            while (!entries.isEmpty() && entries.first().timeNs <= timeNs) {
                step();
            }
            nowNs = timeNs;
        }
    }
}
