// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.technique.Cause;
import java.util.ArrayList;
import java.util.List;

/**
 * A lock of a guest kernel on which tasks sleep, or one of the two ways to hold it: a task that cannot have it spins while
 * the owner runs, if the kernel does that, and else sleeps until it is woken to try again or is given the lock.
 */
public abstract class SleepingLock extends Spin {
    final MutexModel model;
    private final List<GuestCpu> spinners = new ArrayList<>();

    SleepingLock(String name, MutexModel model) {
        super(name);
        this.model = model;
    }

    /** What becomes of a task that wants the lock. */
    public enum Outcome {
        /** It has the lock. */
        HAS,
        /** It spins on its CPU and will ask again. */
        SPINS,
        /** It is off its CPU and will ask again when it is woken. */
        SLEEPS
    }

    /** {@code task}, which runs on {@code cpu}, wants the lock, for the first time or again. */
    abstract Outcome acquire(Task task, GuestCpu cpu);

    /** {@code task}, which runs on {@code cpu}, lets go. */
    abstract void release(Task task, GuestCpu cpu);

    /** {@code task} goes to sleep until it is woken. */
    abstract void sleep(Task task);

    /** Whether {@code owner} runs, as far as the kernel can tell. */
    final boolean isRunning(Task owner) {
        GuestCpu cpu = owner.home();
        return cpu.runs(owner) && (cpu.hasPcpu() || !model.noticesPreemption());
    }

    final Outcome spins(GuestCpu cpu) {
        spinners.add(cpu);
        return Outcome.SPINS;
    }

    final Outcome sleeps(Task task) {
        task.sleepOn(this);
        sleep(task);
        return Outcome.SLEEPS;
    }

    /** {@code cpu} spins no more: it has the lock. */
    final void stopSpinning(GuestCpu cpu) {
        spinners.remove(cpu);
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

    /** The owner has lost its CPU: those that spin see that, if they can. */
    final void ownerStops() {
        for (int i = 0; i < spinners.size(); i++) {
            spinners.get(i).lookInTurn();
        }
    }

    /** The lock is free: those that spin see that, if they can, until one has it. */
    final void lookWhileFree() {
        int i = 0;
        while (i < spinners.size() && isFree()) {
            GuestCpu cpu = spinners.get(i);
            cpu.look();
            i += i < spinners.size() && spinners.get(i) == cpu ? 1 : 0;
        }
    }

    /** Whether nobody has the lock. */
    abstract boolean isFree();

    @Override
    final long takeNs() {
        return model.transferNs();
    }

    @Override
    final long haltsAfterNs() {
        return LockModel.NEVER;
    }
}
