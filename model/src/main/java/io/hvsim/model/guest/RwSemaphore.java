// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.engine.Simulation;
import java.util.ArrayDeque;

/**
 * A reader-writer semaphore: any number of tasks hold it to read, or one to write. Those that cannot have it sleep in one
 * queue, behind which newcomers queue even if they could have it, so that readers do not starve a writer. When the lock
 * becomes free and the first in the queue wants to read, that one and those right behind it that want to read are given the
 * lock; one that wants to write is given it or woken to try again.
 *
 * <p>Readers exclude nobody but change one count, whose cache line goes from CPU to CPU.
 *
 * <p>Where locks are not handed over a writer may overtake the queue, and it spins while another writer owns the lock and
 * runs.
 *
 * <p>Source: Linux, {@code kernel/locking/rwsem.c} and {@code rwsem-xadd.c}. Differs from the source in: readers never spin
 * and never overtake the queue, and only those at its front are given the lock, where Linux since 5.3 looks for more behind
 * writers; a writer that is overtaken again and again is not handed the lock at last; any number of writers spin.
 */
final class RwSemaphore {
    private final MutexModel model;
    private final SleepingLock reading;
    private final SleepingLock writing;
    private final ArrayDeque<Task> waiters = new ArrayDeque<>();
    private final CacheLine count;
    private Task writer;
    private int readers;
    /** Whether the first waiter has been woken to try again and has not done so yet. */
    private boolean woken;

    RwSemaphore(String name, Simulation simulation, MutexModel model) {
        this.model = model;
        this.count = new CacheLine(simulation, model.countNs());
        this.reading = new Reading(name + " (read)", model);
        this.writing = new Writing(name + " (write)", model);
    }

    /** Holding it to read. */
    SleepingLock reading() {
        return reading;
    }

    /** Holding it to write. */
    SleepingLock writing() {
        return writing;
    }

    private boolean isFree() {
        return writer == null && readers == 0;
    }

    private void own(Task task) {
        writer = task;
        task.owned.add(writing);
    }

    private void released(GuestCpu cpu) {
        if (waiters.isEmpty() || !model.handsOver()) {
            writing.lookWhileFree();
        }
        if (isFree()) {
            wakeFirst(cpu);
        }
    }

    private void wakeFirst(GuestCpu cpu) {
        Task first = waiters.peek();
        if (first == null) {
            return;
        }
        if (first.sleepsFor == reading) {
            while (!waiters.isEmpty() && waiters.peek().sleepsFor == reading) {
                readers++;
                SleepingWait.give(waiters.remove(), cpu);
            }
        } else if (model.handsOver()) {
            own(first);
            SleepingWait.give(waiters.remove(), cpu);
        } else if (!woken) {
            woken = true;
            SleepingWait.wake(first, cpu);
        }
    }

    private void changeCount(GuestCpu cpu) {
        if (model.countNs() > 0) {
            cpu.stall(count.changeNs());
        }
    }

    private final class Reading extends SleepingLock {
        Reading(String name, MutexModel model) {
            super(name, model);
        }

        @Override
        Outcome acquire(Task task, GuestCpu cpu) {
            if (takeGiven(task)) {
                return Outcome.HAS;
            }
            if (writer != null || !waiters.isEmpty()) {
                return sleeps(task);
            }
            readers++;
            changeCount(cpu);
            return Outcome.HAS;
        }

        @Override
        void sleep(Task task) {
            task.sleepsFor = this;
            waiters.add(task);
        }

        @Override
        void release(Task task, GuestCpu cpu) {
            readers--;
            changeCount(cpu);
            if (readers == 0) {
                released(cpu);
            }
        }

        @Override
        boolean isFree() {
            return RwSemaphore.this.isFree();
        }

        @Override
        boolean isOver(GuestCpu cpu) {
            throw new IllegalStateException("nobody spins to read");
        }
    }

    private final class Writing extends SleepingLock {
        Writing(String name, MutexModel model) {
            super(name, model);
        }

        @Override
        Outcome acquire(Task task, GuestCpu cpu) {
            if (takeGiven(task)) {
                return Outcome.HAS;
            }
            boolean isFirst = waiters.peek() == task;
            if (isFree() && (isFirst || waiters.isEmpty() || !model.handsOver())) {
                own(task);
                if (isFirst) {
                    leaveQueue();
                }
                return Outcome.HAS;
            }
            return model.spinsOnOwner() && !isFirst && writer != null && isRunning(writer) ? spins(cpu) : sleeps(task);
        }

        private void leaveQueue() {
            waiters.remove();
            woken = false;
        }

        @Override
        void sleep(Task task) {
            if (waiters.peek() == task) {
                woken = false;
            } else {
                task.sleepsFor = this;
                waiters.add(task);
            }
        }

        @Override
        void release(Task task, GuestCpu cpu) {
            task.owned.remove(this);
            writer = null;
            released(cpu);
        }

        @Override
        boolean isFree() {
            return RwSemaphore.this.isFree();
        }

        @Override
        boolean isOver(GuestCpu cpu) {
            if (!isFree()) {
                return false;
            }
            own(cpu.current());
            cpu.current().wasGiven = true;
            stopSpinning(cpu);
            return true;
        }

        @Override
        boolean isHopeless(GuestCpu cpu) {
            return writer == null || !isRunning(writer);
        }
    }
}
