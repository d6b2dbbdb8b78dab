// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What a run asked of its calendar: which timers it armed, with which delay, and which it cancelled, after which event.
 * The calendar that writes it down takes the place of the real one in a JVM of its own.
 */
public final class Recording {
    private static final int MOST_STEPS = 3_000_000;
    private static final Map<Object, Integer> NUMBERS = new IdentityHashMap<>();
    private static int[] priorities = new int[64];
    private static final int[] TIMERS = new int[MOST_STEPS];
    private static final long[] DELAYS = new long[MOST_STEPS];
    private static int steps;
    private static long lastNs;

    private Recording() {}

    /** A timer was armed, or armed anew. */
    public static void arm(Object timer, int priority, long timeNs) {
        int number = number(timer);
        priorities[number] = priority;
        add(number, timeNs - lastNs);
    }

    /** An armed timer was cancelled. */
    public static void cancel(Object timer) {
        add(number(timer), Trace.CANCEL);
    }

    /** The timer expired. */
    public static void happen(Object timer, long nowNs) {
        lastNs = nowNs;
        add(number(timer), Trace.HAPPEN);
    }

    static boolean isFull() {
        return steps == MOST_STEPS;
    }

    static void save(Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeInt(NUMBERS.size());
            for (int i = 0; i < NUMBERS.size(); i++) {
                out.writeInt(priorities[i]);
            }
            out.writeInt(steps);
            for (int i = 0; i < steps; i++) {
                out.writeInt(TIMERS[i]);
                out.writeLong(DELAYS[i]);
            }
        }
    }

    private static int number(Object timer) {
        Integer known = NUMBERS.get(timer);
        if (known != null) {
            return known;
        }
        int number = NUMBERS.size();
        NUMBERS.put(timer, number);
        if (number == priorities.length) {
            priorities = Arrays.copyOf(priorities, 2 * number);
        }
        return number;
    }

    private static void add(int number, long delayNs) {
        if (steps < MOST_STEPS) {
            TIMERS[steps] = number;
            DELAYS[steps++] = delayNs;
        }
    }
}
