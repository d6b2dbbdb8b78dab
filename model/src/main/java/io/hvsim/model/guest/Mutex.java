// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.technique.Cause;
import java.util.ArrayList;
import java.util.List;

/**
 * A sleeping lock of a guest kernel: a task that cannot have it spins while the owner runs, if the kernel does that, and
 * else sleeps until it is woken to try again or is given the lock.
 *
 * <p>Source: Linux, {@code kernel/locking/mutex.c}. Differs from the source in: any number of tasks spin, where Linux
 * queues all but one of them; whoever has spun longest takes a free lock.
 */
public final class Mutex extends Spin {
    private final MutexModel model;
    private final TaskQueue sleepers = new TaskQueue();
    private final List<GuestCpu> spinners = new ArrayList<>();
    private Task owner;

    Mutex(MutexModel model) {
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
    Outcome acquire(Task task, GuestCpu cpu) {
        if (owner == null) {
            own(task);
        }
        if (owner == task) {
            return Outcome.HAS;
        }
        if (model.spinsOnOwner() && isOwnerRunning()) {
            spinners.add(cpu);
            return Outcome.SPINS;
        }
        sleep(task);
        return Outcome.SLEEPS;
    }

    private void own(Task task) {
        owner = task;
        task.owned.add(this);
    }

    private void sleep(Task task) {
        task.startWaiting();
        sleepers.add(task);
    }

    private boolean isOwnerRunning() {
        GuestCpu cpu = owner.home();
        return cpu.runs(owner) && (cpu.hasPcpu() || !model.noticesPreemption());
    }

    @Override
    boolean isOver(GuestCpu cpu) {
        if (owner == null) {
            own(cpu.current());
            spinners.remove(cpu);
        }
        return owner == cpu.current();
    }

    @Override
    boolean isHopeless(GuestCpu cpu) {
        return !isOwnerRunning();
    }

    @Override
    void giveUp(GuestCpu cpu) {
        spinners.remove(cpu);
        sleep(cpu.current());
    }

    /** {@code task}, which runs on {@code cpu}, lets go. */
    void release(Task task, GuestCpu cpu) {
        task.owned.remove(this);
        owner = null;
        if (model.handsOver() && !sleepers.isEmpty()) {
            Task next = sleepers.take();
            own(next);
            wake(next, cpu);
            return;
        }
        look();
        if (owner == null && !sleepers.isEmpty()) {
            wake(sleepers.take(), cpu);
        }
    }

    private static void wake(Task task, GuestCpu cpu) {
        task.waitedFor(Cause.LOCK_WAIT);
        cpu.wake(task);
    }

    /** The owner has lost its CPU: those that spin see that, if they can. */
    void ownerStops() {
        for (int i = 0; i < spinners.size(); i++) {
            spinners.get(i).lookInTurn();
        }
    }

    /** The lock is free: those that spin see that, if they can, until one has it. */
    private void look() {
        int i = 0;
        while (i < spinners.size() && owner == null) {
            GuestCpu cpu = spinners.get(i);
            cpu.look();
            i += i < spinners.size() && spinners.get(i) == cpu ? 1 : 0;
        }
    }

    @Override
    long takeNs() {
        return model.transferNs();
    }

    @Override
    long haltsAfterNs() {
        return LockModel.NEVER;
    }
}
