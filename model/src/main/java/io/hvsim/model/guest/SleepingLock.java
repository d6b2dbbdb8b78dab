// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

/**
 * A lock on which tasks sleep, or one of the two ways to hold it: a task that cannot have it spins while the owner runs, if
 * the lock is of that kind, and else sleeps until it is woken to try again or is given the lock.
 */
public abstract class SleepingLock extends SleepingWait {
    final MutexModel model;

    SleepingLock(String name, MutexModel model) {
        super(name);
        this.model = model;
    }

    /** {@code task}, which runs on {@code cpu}, lets go. */
    abstract void release(Task task, GuestCpu cpu);

    /** Whether {@code owner} runs, as far as the kernel can tell. */
    final boolean isRunning(Task owner) {
        GuestCpu cpu = owner.home();
        return cpu.runs(owner) && (cpu.hasPcpu() || !model.noticesPreemption());
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
}
