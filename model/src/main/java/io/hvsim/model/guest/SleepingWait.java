// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.technique.Cause;
import java.util.ArrayList;
import java.util.List;

/** What a task waits for by spinning on its CPU for a while, if at all, and then asleep, until it is woken to go on or to try again. */
public abstract class SleepingWait extends Spin {
    final List<GuestCpu> spinners = new ArrayList<>();

    SleepingWait(String name) {
        super(name);
    }

    /** What becomes of a task that comes to wait. */
    public enum Outcome {
        /** It goes on: it has the lock, or all have come. */
        HAS,
        /** It spins on its CPU and will ask again. */
        SPINS,
        /** It is off its CPU and will ask again when it is woken. */
        SLEEPS
    }

    /** {@code task}, which runs on {@code cpu}, wants the lock or comes to the barrier, or asks again. */
    abstract Outcome acquire(Task task, GuestCpu cpu);

    /** {@code task} goes to sleep until it is woken. */
    abstract void sleep(Task task);

    final Outcome spins(GuestCpu cpu) {
        spinners.add(cpu);
        return Outcome.SPINS;
    }

    final Outcome sleeps(Task task) {
        task.sleepOn(this);
        sleep(task);
        return Outcome.SLEEPS;
    }

    /** {@code cpu} spins no more: its task may go on. */
    final void stopSpinning(GuestCpu cpu) {
        spinners.remove(cpu);
    }

    @Override
    final boolean mayGiveUp() {
        return true;
    }

    @Override
    final void giveUp(GuestCpu cpu) {
        spinners.remove(cpu);
        sleeps(cpu.current());
    }

    /** A task of {@code cpu} wakes {@code sleeper}. */
    static void wake(Task sleeper, GuestCpu cpu) {
        sleeper.waitedFor(Cause.LOCK_WAIT);
        cpu.wake(sleeper);
    }

    /** The same, and {@code sleeper} will find that it has what it waits for. */
    static void give(Task sleeper, GuestCpu cpu) {
        sleeper.wasGiven = true;
        wake(sleeper, cpu);
    }

    /** Whether {@code task} was given what it waits for; asked once. */
    static boolean takeGiven(Task task) {
        boolean was = task.wasGiven;
        task.wasGiven = false;
        return was;
    }

    @Override
    final long haltsAfterNs(GuestCpu cpu) {
        return LockModel.NEVER;
    }
}
