// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Xen's real-time deferrable server: global preemptive earliest deadline first. Every vCPU has a budget for each period,
 * which it uses up by running and keeps while it sleeps, until the period ends and with it the budget. One run queue
 * serves all pCPUs; the vCPU whose period ends first is first. Without a budget a vCPU waits for its next period; or, with
 * {@code extratime}, it gets another budget at a lower priority level, which runs when nobody of a higher level wants to.
 *
 * <p>Source: Xen, {@code xen/common/sched/rt.c}, of 2026; S. Xi et al., "Real-time multi-core virtual machine scheduling in
 * Xen", EMSOFT 2014. Differs from the source in: period and budget are the same for all vCPUs; the periods of all begin at
 * the same times; shares and limits are ignored.
 */
public final class RtdsScheduler implements VcpuScheduler {
    private static final long SHORTEST_PERIOD_NS = 10_000;
    private static final int NO_PCPU = -1;

    private Dispatcher dispatcher;
    private final List<Unit> units = new ArrayList<>();
    private final List<Unit> queue = new ArrayList<>();
    private Unit[] running;
    /** pCPUs that were told to choose again and have not yet. */
    private BitSet tickled;

    private long periodNs;
    private long budgetNs;
    private boolean extratime;

    /** What the scheduler knows of a vCPU. */
    private final class Unit {
        final Contender vcpu;
        final Timer replenishment;
        /** 0 for a vCPU that has not used up its budget in this period; the higher, the later it runs. */
        int level;

        long leftNs;
        /** End of the period; in the past for a vCPU that slept through it. */
        long deadlineNs;
        /** Up to when running has been paid for. */
        long paidUntilNs;

        int pcpu;
        boolean runnable;
        boolean running;

        Unit(Contender vcpu) {
            this.vcpu = vcpu;
            this.pcpu = vcpu.claim().affinity().nextSetBit(0);
            this.replenishment = dispatcher.timer(() -> replenish(this));
        }

        boolean precedes(Unit other) {
            return level != other.level ? level < other.level : deadlineNs < other.deadlineNs;
        }

        boolean isDepleted() {
            return leftNs <= 0;
        }
    }

    @Override
    public String name() {
        return "rtds";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.time("period", "how often each vCPU gets its budget; at least 10 us"),
                Parameter.time("budget", "how long each vCPU may run in a period; at least 10 us, at most the period"),
                Parameter.word(
                        "extratime",
                        List.of("on", "off"),
                        "whether vCPUs share what is left when all budgets are used"));
    }

    @Override
    public void start(Dispatcher dispatcher, Parameters parameters) {
        this.dispatcher = dispatcher;
        this.running = new Unit[dispatcher.topology().pcpus()];
        this.tickled = new BitSet(running.length);
        this.periodNs = Math.max(SHORTEST_PERIOD_NS, parameters.ns("period"));
        this.budgetNs = Math.min(Math.max(SHORTEST_PERIOD_NS, parameters.ns("budget")), periodNs);
        this.extratime = parameters.is("extratime", "on");
    }

    @Override
    public void add(Contender vcpu) {
        units.add(new Unit(vcpu));
    }

    @Override
    public void wake(Contender vcpu) {
        Unit unit = units.get(vcpu.id());
        unit.runnable = true;
        if (unit.deadlineNs <= dispatcher.now()) {
            beginPeriod(unit);
        }
        unit.replenishment.armAt(unit.deadlineNs);
        compete(unit);
    }

    private void beginPeriod(Unit unit) {
        long now = dispatcher.now();
        unit.deadlineNs += ((now - unit.deadlineNs) / periodNs + 1) * periodNs;
        unit.leftNs = budgetNs;
        unit.level = 0;
        unit.paidUntilNs = now;
    }

    /** Queues a vCPU that does not run, if it may. */
    private void compete(Unit unit) {
        if (unit.isDepleted()) {
            dispatcher.waitsBecauseOf(unit.vcpu, Wait.CAPPED);
        } else {
            dispatcher.waitsBecauseOf(unit.vcpu, Wait.CONTENTION);
            enqueue(unit);
            tickle(unit);
        }
    }

    /** Behind those that are as urgent. */
    private void enqueue(Unit unit) {
        int from = 0;
        int to = queue.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (unit.precedes(queue.get(middle))) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        queue.add(from, unit);
    }

    /** Tells a pCPU to choose again: an idle one, or the one whose vCPU is least urgent, if it is less so than this one. */
    private void tickle(Unit unit) {
        int target = NO_PCPU;
        BitSet affinity = unit.vcpu.claim().affinity();
        for (int i = affinity.nextSetBit(0); i >= 0 && i < running.length; i = affinity.nextSetBit(i + 1)) {
            if (tickled.get(i)) {
                continue;
            }
            if (running[i] == null) {
                if (target == NO_PCPU || running[target] != null || i == unit.pcpu) {
                    target = i;
                }
            } else if (target == NO_PCPU ? unit.precedes(running[i]) : lessUrgent(i, target)) {
                target = i;
            }
        }
        if (target != NO_PCPU) {
            tickled.set(target);
            dispatcher.reschedule(target);
        }
    }

    private boolean lessUrgent(int pcpu, int than) {
        return running[than] != null && running[than].precedes(running[pcpu]);
    }

    /** The period of a runnable vCPU is over. */
    private void replenish(Unit unit) {
        boolean waits = !unit.running && !unit.isDepleted();
        if (waits) {
            queue.remove(unit);
        }
        beginPeriod(unit);
        unit.replenishment.armAt(unit.deadlineNs);
        if (!unit.running) {
            compete(unit);
        } else {
            Unit first = first(unit.pcpu);
            if (first != null && first.precedes(unit)) {
                tickle(first);
            }
        }
    }

    /** The most urgent vCPU that waits and may run on {@code pcpu}, or null. */
    private Unit first(int pcpu) {
        for (int i = 0; i < queue.size(); i++) {
            if (queue.get(i).vcpu.mayRunOn(pcpu)) {
                return queue.get(i);
            }
        }
        return null;
    }

    @Override
    public void block(Contender vcpu, int pcpu) {
        Unit unit = stop(pcpu);
        unit.runnable = false;
        unit.replenishment.cancel();
    }

    private Unit stop(int pcpu) {
        Unit unit = running[pcpu];
        burn(unit);
        unit.running = false;
        running[pcpu] = null;
        return unit;
    }

    private void burn(Unit unit) {
        long now = dispatcher.now();
        unit.leftNs -= now - unit.paidUntilNs;
        unit.paidUntilNs = now;
        if (unit.isDepleted() && extratime) {
            unit.level++;
            unit.leftNs = budgetNs;
        }
    }

    @Override
    public Contender schedule(int pcpu) {
        tickled.clear(pcpu);
        Unit current = running[pcpu];
        Unit next = first(pcpu);
        if (current != null) {
            burn(current);
            if (!current.isDepleted() && (next == null || current.precedes(next))) {
                return current.vcpu;
            }
            stop(pcpu);
        }
        if (next != null) {
            queue.remove(next);
            next.running = true;
            next.pcpu = pcpu;
            next.paidUntilNs = dispatcher.now();
            running[pcpu] = next;
        }
        if (current != null) {
            compete(current);
        }
        return next == null ? null : next.vcpu;
    }

    @Override
    public long sliceNs(int pcpu) {
        return running[pcpu].leftNs;
    }
}
