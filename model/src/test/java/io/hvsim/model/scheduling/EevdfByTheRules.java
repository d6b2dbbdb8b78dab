// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * One run queue of Linux under EEVDF with tick accounting, written down as its rules are told and for nothing but comparison:
 * every sum and every minimum is taken anew from all tasks each time. Knows neither groups nor several CPUs nor yields.
 */
final class EevdfByTheRules {
    private final long sliceNs;
    private final long tickNs;
    private final long lagLimitNs;
    private final boolean repicks;
    private final boolean delays;
    private final List<Task> tasks = new ArrayList<>();
    private Task running;
    private long now;
    private long chargedUntil;
    private long queued;

    /**
     * @param repicks whether protection is a virtual time, beyond which any charge asks for a new pick
     * @param delays whether a task that blocks ahead of the mean stays in the queue
     */
    EevdfByTheRules(long sliceNs, long tickNs, long lagLimitNs, boolean repicks, boolean delays) {
        this.sliceNs = sliceNs;
        this.tickNs = tickNs;
        this.lagLimitNs = lagLimitNs;
        this.repicks = repicks;
        this.delays = delays;
    }

    /** Computes for {@code burstNs}, sleeps for as long as drawn, and so on. */
    final class Task {
        private final long weight;
        private final long burstNs;
        private final LongSupplier sleepNs;
        private long wakesAt;
        private long leftNs;
        private long v;
        private long deadline;
        private long protection;
        private long lag;
        private boolean inQueue;
        private boolean delayed;
        private long order;
        final List<Long> responses = new ArrayList<>();

        private Task(long weight, long at, long burstNs, LongSupplier sleepNs) {
            this.weight = weight;
            this.wakesAt = at;
            this.burstNs = burstNs;
            this.sleepNs = sleepNs;
        }

        private long virtual(long ns) {
            return ns * 1024 / weight;
        }

        private boolean isEligible() {
            return queue().stream()
                            .mapToLong(other -> other.weight * (other.v - v))
                            .sum()
                    >= 0;
        }

        private boolean isProtected() {
            return repicks ? v < protection : deadline == protection;
        }

        private long lagNow() {
            return Math.max(-virtual(lagLimitNs), Math.min(virtual(lagLimitNs), mean() - v));
        }

        private void place() {
            long load = load();
            v = mean() - (load == 0 ? 0 : lag * (load + weight) / load);
            deadline = v + virtual(sliceNs);
            inQueue = true;
            order = ++queued;
        }
    }

    Task task(long weight, long at, long burstNs, LongSupplier sleepNs) {
        Task task = new Task(weight, at, burstNs, sleepNs);
        tasks.add(task);
        return task;
    }

    private List<Task> queue() {
        return tasks.stream().filter(task -> task.inQueue).toList();
    }

    private long load() {
        return queue().stream().mapToLong(task -> task.weight).sum();
    }

    private long mean() {
        long sum = queue().stream().mapToLong(task -> task.weight * task.v).sum();
        return load() == 0 ? 0 : Math.floorDiv(sum, load());
    }

    /** Times at which two things happen at once are left to the order here, so scripts should have none. */
    void runUntil(long end) {
        while (true) {
            Task waking = tasks.stream()
                    .min(Comparator.comparingLong(task -> task.wakesAt))
                    .orElseThrow();
            long done = running == null ? Long.MAX_VALUE : now + running.leftNs;
            long tick = (now / tickNs + 1) * tickNs;
            long next = Math.min(Math.min(done, tick), waking.wakesAt);
            if (next > end) {
                return;
            }
            if (running != null) {
                running.leftNs -= next - now;
            }
            now = next;
            if (next == done) {
                block();
            } else if (next == waking.wakesAt) {
                wake(waking);
            } else if (account()) {
                schedule();
            }
        }
    }

    /** Whether a new pick is asked for. */
    private boolean account() {
        if (running == null || chargedUntil == now) {
            return false;
        }
        running.v += running.virtual(now - chargedUntil);
        chargedUntil = now;
        boolean sliceEnds = running.v >= running.deadline;
        if (sliceEnds) {
            running.deadline = running.v + running.virtual(sliceNs);
        }
        return queue().size() > 1 && (sliceEnds || repicks && !running.isProtected());
    }

    private void wake(Task task) {
        task.leftNs = task.burstNs;
        task.responses.add(-now);
        task.wakesAt = Long.MAX_VALUE;
        boolean asked = false;
        if (!task.delayed) {
            asked = account();
            task.place();
        } else if (task.lagNow() > 0) {
            task.inQueue = false;
            task.lag = 0;
            task.place();
        }
        task.delayed = false;
        asked |= account();
        if (running == null || asked || pick() == task) {
            schedule();
        }
    }

    private void block() {
        Task task = running;
        task.responses.add(task.responses.remove(task.responses.size() - 1) + now);
        task.wakesAt = now + task.sleepNs.getAsLong();
        account();
        task.delayed = delays && !task.isEligible();
        if (!task.delayed) {
            task.lag = task.lagNow();
            task.inQueue = false;
        }
        schedule();
    }

    private Task pick() {
        List<Task> all = queue();
        if (all.size() == 1) {
            return all.get(0);
        }
        Task current = running != null && running.inQueue && running.isEligible() ? running : null;
        if (current != null && current.isProtected()) {
            return current;
        }
        Predicate<Task> others = task -> task != running && task.isEligible();
        Task best = all.stream()
                .filter(others)
                .min(Comparator.<Task>comparingLong(task -> task.deadline).thenComparingLong(task -> task.order))
                .orElse(null);
        return best == null || current != null && current.deadline < best.deadline ? current : best;
    }

    private void schedule() {
        account();
        Task next = queue().isEmpty() ? null : pick();
        while (next != null && next.delayed) {
            next.lag = Math.min(next.lagNow(), 0);
            next.inQueue = false;
            next.delayed = false;
            next = queue().isEmpty() ? null : pick();
        }
        if (next == running) {
            return;
        }
        if (running != null) {
            running.order = ++queued;
        }
        running = next;
        chargedUntil = now;
        if (next != null) {
            next.protection = repicks ? Math.min(next.deadline, next.v + next.virtual(sliceNs)) : next.deadline;
        }
    }
}
