// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.engine.Simulation;
import java.util.ArrayDeque;

/**
 * A spinlock of a guest kernel: who holds it and who waits for it.
 *
 * <p>A waiter can take a lock only while its vCPU executes the guest: one that waits for a pCPU, is on its way back to one,
 * or is inside a VM exit does not see that the lock is its own. That is what makes lock-holder and lock-waiter preemption.
 *
 * <p>Source: Linux, the spinlocks of x86 by generation; Raghavendra's and Fitzhardinge's paravirtual ticket locks; Long's
 * paravirtual queued locks, {@code kernel/locking/qspinlock_paravirt.h}. Differs from the source in: a free lock goes to the
 * waiter that has spun longest among those that can see it, where silicon decides by chance; a waiter that becomes the head
 * of the queue does not begin to count its spinning anew.
 */
public final class SpinLock extends Spin {
    private final Simulation simulation;
    private final LockModel model;
    private final boolean stealable;
    private final ArrayDeque<GuestCpu> waiters = new ArrayDeque<>();
    /** Those that spin beside the queue. */
    private final ArrayDeque<GuestCpu> beside = new ArrayDeque<>();
    /** Whether the head of the queue spins, or did when it lost its pCPU: nobody may take the lock before it. */
    private boolean pending;

    private GuestCpu holder;
    /** When somebody last joined the queue, took the lock or let go of it. */
    private long changedAtNs;

    SpinLock(String name, Simulation simulation, LockModel model) {
        super(name);
        this.simulation = simulation;
        this.model = model;
        this.stealable = model.kind() == LockModel.Kind.UNFAIR_QUEUE || model.kind() == LockModel.Kind.HYBRID_QUEUE;
    }

    /** {@code cpu} wants the lock; returns whether it has it at once. Else it waits. */
    boolean acquire(GuestCpu cpu) {
        changedAtNs = simulation.now();
        if (holder == null && mayTakeOnEntry()) {
            holder = cpu;
            return true;
        }
        if (model.kind() == LockModel.Kind.HYBRID_QUEUE && !waiters.isEmpty() && !pending) {
            cpu.queuedBehind = null;
            cpu.isBesideQueue = true;
            beside.add(cpu);
        } else {
            queue(cpu);
        }
        return false;
    }

    private boolean mayTakeOnEntry() {
        return switch (model.kind()) {
            case TEST_AND_SET -> true;
            case FIRST_COME -> waiters.isEmpty();
            default -> !pending;
        };
    }

    private void queue(GuestCpu cpu) {
        cpu.queuedBehind = waiters.peekLast();
        waiters.add(cpu);
    }

    @Override
    boolean isOver(GuestCpu cpu) {
        if (holder == cpu) {
            return true;
        }
        if (cpu.isBesideQueue) {
            return isOverBeside(cpu);
        }
        boolean first = model.kind() == LockModel.Kind.TEST_AND_SET || waiters.peek() == cpu;
        if (holder == null && first) {
            waiters.remove(cpu);
            take(cpu);
            return true;
        }
        if (stealable && first) {
            headSpins();
        }
        return false;
    }

    private boolean isOverBeside(GuestCpu cpu) {
        if (holder == null && !pending) {
            leaveBeside(cpu);
            holder = cpu;
            return true;
        }
        if (pending || waiters.isEmpty()) {
            leaveBeside(cpu);
            queue(cpu);
            cpu.joinedQueue();
            return isOver(cpu);
        }
        return false;
    }

    private void leaveBeside(GuestCpu cpu) {
        beside.remove(cpu);
        cpu.isBesideQueue = false;
    }

    private void take(GuestCpu cpu) {
        holder = cpu;
        changedAtNs = simulation.now();
        pending = false;
        if (stealable && !waiters.isEmpty() && waiters.peek().seesSpin()) {
            headSpins();
        }
    }

    /** Those beside the queue that can see it join it. */
    private void headSpins() {
        if (pending) {
            return;
        }
        pending = true;
        for (int i = beside.size(); i > 0; i--) {
            GuestCpu cpu = beside.remove();
            if (cpu.seesSpin()) {
                cpu.isBesideQueue = false;
                queue(cpu);
                cpu.joinedQueue();
            } else {
                beside.add(cpu);
            }
        }
    }

    /** The holder lets go; returns the waiter that has to be kicked out of its halt to take the lock, or null. */
    GuestCpu release() {
        holder = null;
        changedAtNs = simulation.now();
        if (model.kind() == LockModel.Kind.TEST_AND_SET) {
            lookOne(waiters);
            return null;
        }
        if (!pending) {
            lookOne(beside);
        }
        GuestCpu head = waiters.peek();
        if (holder != null || head == null) {
            return null;
        }
        if (model.kind() == LockModel.Kind.FIRST_COME) {
            holder = waiters.remove();
        }
        head.look();
        return head.needsKick() ? head : null;
    }

    /** The first of those that wait and can see the lock looks at it. */
    private static void lookOne(ArrayDeque<GuestCpu> waiting) {
        for (GuestCpu waiter : waiting) {
            if (waiter.seesSpin()) {
                waiter.look();
                return;
            }
        }
    }

    /** The lock's own line, which all watch but those that queue with a node each for a paravirtual queued lock. */
    @Override
    long changedAtNs(GuestCpu cpu) {
        boolean watchesNode = stealable && waiters.peek() != cpu && !cpu.isBesideQueue;
        return watchesNode ? Long.MIN_VALUE : changedAtNs;
    }

    @Override
    boolean holdsOn(GuestCpu cpu) {
        return true;
    }

    @Override
    long takeNs() {
        return model.transferNs();
    }

    @Override
    long haltsAfterNs(GuestCpu cpu) {
        return cpu.isBesideQueue ? LockModel.NEVER : model.haltAfterNs();
    }

    @Override
    long looksAfterNs() {
        return model.looksAfterNs();
    }

    @Override
    boolean waitsForStopped(GuestCpu cpu) {
        return waiters.peek() != cpu
                && cpu.queuedBehind != null
                && cpu.queuedBehind.isStopped(model.noticesPreemption());
    }

    @Override
    void halts(GuestCpu cpu) {
        if (waiters.peek() == cpu) {
            pending = false;
        }
    }
}
