// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * A mutex.
 *
 * <p>Source: Linux, {@code kernel/locking/mutex.c}. Differs from the source in: any number of tasks spin, where Linux
 * queues all but one of them; whoever has spun longest takes a free lock.
 */
final class Mutex extends SleepingLock {
    private final TaskQueue sleepers = new TaskQueue();
    private Task owner;

    Mutex(String name, MutexModel model) {
        super(name, model);
    }

    @Override
    Outcome acquire(Task task, GuestCpu cpu) {
        if (owner == null) {
            own(task);
        }
        if (owner == task) {
            return Outcome.HAS;
        }
        return model.spinsOnOwner() && isRunning(owner) ? spins(cpu) : sleeps(task);
    }

    private void own(Task task) {
        owner = task;
        task.owned.add(this);
    }

    @Override
    void sleep(Task task) {
        sleepers.add(task);
    }

    @Override
    boolean isOver(GuestCpu cpu) {
        if (owner == null) {
            own(cpu.current());
            stopSpinning(cpu);
        }
        return owner == cpu.current();
    }

    @Override
    boolean isHopeless(GuestCpu cpu) {
        return !isRunning(owner);
    }

    @Override
    boolean isFree() {
        return owner == null;
    }

    @Override
    void release(Task task, GuestCpu cpu) {
        task.owned.remove(this);
        owner = null;
        if (model.handsOver() && !sleepers.isEmpty()) {
            Task next = sleepers.take();
            own(next);
            wake(next, cpu);
            return;
        }
        lookWhileFree();
        if (owner == null && !sleepers.isEmpty()) {
            wake(sleepers.take(), cpu);
        }
    }
}
