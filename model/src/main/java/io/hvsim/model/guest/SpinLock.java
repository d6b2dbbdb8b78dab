// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import java.util.ArrayDeque;

/**
 * A spinlock of a guest kernel: who holds it and who waits for it.
 *
 * <p>A waiter can take a lock only while its vCPU executes the guest: one that waits for a pCPU, is on its way back to one,
 * or is inside a VM exit does not see that the lock is its own. That is what makes lock-holder and lock-waiter preemption.
 *
 * <p>Source: Linux, the spinlocks of x86 by generation; Raghavendra's and Fitzhardinge's paravirtual ticket locks; Long's
 * paravirtual queued locks. Differs from the source in: a free lock goes to the waiter that has spun longest among those
 * that can see it, where silicon decides by chance; a queued waiter does not halt early when its predecessor is not running.
 */
public final class SpinLock extends Spin {
    private final LockModel model;
    private final ArrayDeque<GuestCpu> waiters = new ArrayDeque<>();
    private GuestCpu holder;

    SpinLock(LockModel model) {
        this.model = model;
    }

    /** {@code cpu} wants the lock; returns whether it has it at once. Else it waits. */
    boolean acquire(GuestCpu cpu) {
        boolean free = holder == null && (waiters.isEmpty() || model.kind() != LockModel.Kind.FIRST_COME);
        if (free) {
            holder = cpu;
        } else {
            waiters.add(cpu);
        }
        return free;
    }

    @Override
    boolean isOver(GuestCpu cpu) {
        if (holder == null && mayTake(cpu)) {
            waiters.remove(cpu);
            holder = cpu;
        }
        return holder == cpu;
    }

    private boolean mayTake(GuestCpu cpu) {
        return model.kind() == LockModel.Kind.TEST_AND_SET || waiters.peek() == cpu;
    }

    /** The holder lets go; returns the waiter that has to be kicked out of its halt to take the lock, or null. */
    GuestCpu release() {
        holder = null;
        if (waiters.isEmpty()) {
            return null;
        }
        if (model.kind() == LockModel.Kind.TEST_AND_SET) {
            for (GuestCpu waiter : waiters) {
                if (waiter.seesSpin()) {
                    waiter.look();
                    return null;
                }
            }
            return null;
        }
        GuestCpu head = waiters.peek();
        if (model.kind() == LockModel.Kind.FIRST_COME) {
            holder = waiters.remove();
        }
        head.look();
        return head.needsKick() ? head : null;
    }

    @Override
    long takeNs() {
        return model.transferNs();
    }

    @Override
    long haltsAfterNs() {
        return model.haltAfterNs();
    }
}
