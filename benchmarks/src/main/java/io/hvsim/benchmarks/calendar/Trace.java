// SPDX-License-Identifier: Apache-2.0
package io.hvsim.benchmarks.calendar;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A run as it was recorded: each event arms and cancels what it did in the model. */
final class Trace implements Model {
    static final long CANCEL = -1;
    static final long HAPPEN = -2;

    private final int[] priorities;
    private final int[] timers;
    private final long[] delays;
    private int step;
    private long happened;
    private long check;
    private Events engine;

    Trace(Path file) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
            priorities = new int[in.readInt()];
            for (int i = 0; i < priorities.length; i++) {
                priorities[i] = in.readInt();
            }
            timers = new int[in.readInt()];
            delays = new long[timers.length];
            for (int i = 0; i < timers.length; i++) {
                timers[i] = in.readInt();
                delays[i] = in.readLong();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void begin(Events events) {
        engine = events;
        events.start(this, priorities.length);
        for (int i = 0; i < priorities.length; i++) {
            events.prioritise(i, priorities[i]);
        }
        act();
    }

    @Override
    public void happen(int entity) {
        if (step == timers.length) {
            return;
        }
        if (timers[step] != entity) {
            throw new IllegalStateException("event " + happened + " is one of " + entity + ", not of " + timers[step]);
        }
        happened++;
        check = 31 * check + engine.now();
        step++;
        act();
    }

    private void act() {
        while (step < timers.length && delays[step] != HAPPEN) {
            if (delays[step] == CANCEL) {
                engine.cancel(timers[step]);
            } else {
                engine.arm(timers[step], delays[step]);
            }
            step++;
        }
    }

    @Override
    public long count() {
        return happened;
    }

    @Override
    public double check() {
        return check;
    }
}
