// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Xen's credit2 scheduler, the default since Xen 4.12. The pCPUs of a socket share a run queue in which the vCPU with most
 * credits is first. Running burns credits, a vCPU of the largest weight in the queue one for each nanosecond, a lighter one
 * more; when the best has none left, every vCPU of the queue gets the same amount, and an epoch ends. A vCPU runs until
 * its credits reach those of the best that waits. One that wakes takes an idle core, then an idle thread, then preempts
 * the pCPU where it is ahead most. At the end of an epoch the queue compares its load, a moving average of runnable vCPUs,
 * with that of the others, and pushes, pulls or swaps the vCPUs that bring them closest. A limited VM has a budget for
 * each period, from which its vCPUs take quotas; without any left they are parked.
 *
 * <p>Source: Xen, {@code xen/common/sched/credit2.c}, of 2026. Differs from the source in: no yield, as nothing in the
 * simulator yields yet; soft affinity is to the nodes of a VM's memory only, and
 * balancing and preemption ignore it; loads are floating-point numbers and there is one average
 * for each queue, not one for balancing and one for display; a waiting vCPU that finds no budget is passed over instead of
 * ending the search.
 */
public final class XenCredit2Scheduler implements VcpuScheduler {
    private static final double WEIGHT_PER_SHARE = 0.256;
    /** A vCPU counts as half busy before anything is known of it. */
    private static final double FIRST_LOAD = 0.5;

    /** Shorter times would only multiply events. */
    private static final long SHORTEST_NS = 10_000;

    private static final int NO_PCPU = -1;
    private static final long IDLE_CREDIT = Long.MIN_VALUE / 2;

    private Dispatcher dispatcher;
    private Topology topology;
    private final List<Unit> units = new ArrayList<>();
    private final List<Domain> domains = new ArrayList<>();
    private final List<Queue> queues = new ArrayList<>();
    private Pcpu[] pcpus;
    /** Those that run nothing and were not told to choose again. */
    private IdlePcpus idle;
    /** pCPUs that were told to choose again and have not yet. */
    private BitSet tickled;

    private long creditNs;
    private long carryOverNs;
    private long shortestRunNs;
    private long ratelimitNs;
    private long ratelimitToleranceNs;
    private long migrationResistance;
    private long migrationCompensation;
    private boolean preemptedWaits;
    private long loadWindowNs;
    private double toleranceUnderload;
    private double toleranceOverload;
    private long capPeriodNs;
    private boolean soft;

    /** What the scheduler knows of a vCPU. */
    private final class Unit {
        final Contender vcpu;
        final Domain domain;
        final long weight;
        final Load load = new Load(FIRST_LOAD);
        long credit = creditNs;
        long residual;
        long budgetNs;
        /** Up to when running has been paid for. */
        long paidUntilNs;

        long startedNs;
        Queue queue;
        /** Where its queue is to be as soon as it stops running, or null. */
        Queue destination;
        /** Where it runs or ran last. */
        int pcpu;
        /** The pCPU that was told to take it, or {@link #NO_PCPU}. */
        int tickled = NO_PCPU;

        boolean running;
        boolean runnable;
        boolean parked;

        Unit(Contender vcpu, Domain domain) {
            this.vcpu = vcpu;
            this.domain = domain;
            this.weight = Math.max(1, Math.round(vcpu.shares() * WEIGHT_PER_SHARE));
        }

        boolean competes() {
            return runnable && !parked;
        }
    }

    /** What it knows of a VM. */
    private final class Domain {
        final boolean capped;
        /** Time that its vCPUs may have in each period. */
        final long fullNs;

        final List<Unit> parked = new ArrayList<>();
        final Timer replenishment;
        int vcpus;
        /** What is left of it and in no vCPU's hands; below 0 if they overran it. */
        long budgetNs;

        Domain(Contender any) {
            this.capped = any.isLimited();
            this.fullNs = capped ? Math.max(1, Math.round(any.claim().limit() * capPeriodNs)) : 0;
            this.budgetNs = fullNs;
            this.replenishment = dispatcher.timer(() -> replenish(this));
        }

        long quotaNs() {
            return Math.max(fullNs / vcpus, shortestRunNs);
        }
    }

    /** A run queue and the pCPUs that share it. */
    private static final class Queue {
        /** Without gaps. */
        final BitSet members = new BitSet();

        final List<Unit> waiting = new ArrayList<>();
        /** All vCPUs that belong to it, whether or not they are runnable. */
        final List<Unit> units = new ArrayList<>();

        final Load load = new Load(0);
        long maxWeight = 1;
        int runnable;
    }

    private static final class Pcpu {
        Unit running;
        long sliceNs;
        Queue queue;
    }

    /** A moving average of the number of runnable vCPUs. */
    private static final class Load {
        double average;
        long atNs;

        Load(double average) {
            this.average = average;
        }

        /** Notes that it was {@code runnable} since last told. */
        void was(int runnable, long nowNs, long windowNs) {
            long dt = nowNs - atNs;
            average = dt >= windowNs ? runnable : average + (double) dt / windowNs * (runnable - average);
            atNs = nowNs;
        }
    }

    @Override
    public String name() {
        return "xen-credit2";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.time(
                        "credit",
                        "what a vCPU begins with and gets at the end of each epoch; also the longest time "
                                + "that it runs before its pCPU chooses again, and the deepest debt"),
                Parameter.time("carry-over", "how much credit at most a vCPU brings into an epoch"),
                Parameter.time(
                        "shortest-run",
                        "how long a vCPU runs at least before its pCPU chooses again by itself; at least 10 us"),
                Parameter.time("ratelimit", "how long a vCPU runs at least before it may be preempted"),
                Parameter.time("ratelimit-tolerance", "how much earlier than that a wake-up may ask for it"),
                Parameter.time(
                        "migration-resistance",
                        "how much more credit a vCPU needs to run on a pCPU where it did not run last"),
                Parameter.time("migration-compensation", "credit for a vCPU that does so"),
                Parameter.word("runqueue", List.of("cpu", "core", "socket", "all"), "the pCPUs that share a run queue"),
                Parameter.number("pcpus-per-runqueue", "how many pCPUs share a run queue at most"),
                Parameter.word(
                        "preempted-waits",
                        List.of("at-once", "afterwards"),
                        "whether the vCPU that loses its pCPU counts as waiting when the run of the next one is limited"),
                Parameter.time("load-window", "over what time load is averaged"),
                Parameter.number(
                        "underload-tolerance",
                        "difference in load of two run queues that is let be while neither is full"),
                Parameter.number("overload-tolerance", "the same when one is full"),
                Parameter.time("cap-period", "how often the budget of a limited VM is refilled; at least 10 us"),
                Parameter.word(
                        "soft-affinity",
                        List.of("node", "none"),
                        "whether vCPUs begin and wake, if they can, on the sockets that have the memory of their VM"));
    }

    @Override
    public boolean keepsLimits() {
        return true;
    }

    @Override
    public void start(Dispatcher dispatcher, Parameters parameters) {
        this.dispatcher = dispatcher;
        this.topology = dispatcher.topology();
        this.creditNs = parameters.ns("credit");
        this.carryOverNs = parameters.ns("carry-over");
        this.shortestRunNs = Math.max(SHORTEST_NS, parameters.ns("shortest-run"));
        this.ratelimitNs = parameters.ns("ratelimit");
        this.ratelimitToleranceNs = parameters.ns("ratelimit-tolerance");
        this.migrationResistance = parameters.ns("migration-resistance");
        this.migrationCompensation = parameters.ns("migration-compensation");
        this.preemptedWaits = parameters.is("preempted-waits", "at-once");
        this.loadWindowNs = parameters.ns("load-window");
        this.toleranceUnderload = parameters.number("underload-tolerance");
        this.toleranceOverload = parameters.number("overload-tolerance");
        this.soft = parameters.is("soft-affinity", "node");
        this.capPeriodNs = Math.max(SHORTEST_NS, parameters.ns("cap-period"));
        this.pcpus = new Pcpu[topology.pcpus()];
        this.idle = new IdlePcpus(topology);
        this.tickled = new BitSet(pcpus.length);
        int most = Math.max(1, (int) parameters.number("pcpus-per-runqueue"));
        int group = -1;
        for (int i = 0; i < pcpus.length; i++) {
            pcpus[i] = new Pcpu();
            int own = group(i, parameters);
            Queue last = queues.isEmpty() ? null : queues.get(queues.size() - 1);
            boolean full = last != null && last.members.cardinality() >= most && i % topology.threadsPerCore() == 0;
            if (own != group || full) {
                queues.add(new Queue());
                group = own;
            }
            pcpus[i].queue = queues.get(queues.size() - 1);
            pcpus[i].queue.members.set(i);
        }
    }

    private int group(int pcpu, Parameters parameters) {
        if (parameters.is("runqueue", "cpu")) {
            return pcpu;
        }
        if (parameters.is("runqueue", "core")) {
            return topology.core(pcpu);
        }
        return parameters.is("runqueue", "socket") ? topology.socket(pcpu) : 0;
    }

    @Override
    public void add(Contender vcpu) {
        if (vcpu.vm() == domains.size()) {
            domains.add(new Domain(vcpu));
        }
        Domain domain = domains.get(vcpu.vm());
        domain.vcpus++;
        Unit unit = new Unit(vcpu, domain);
        units.add(unit);
        assign(unit, leastLoaded(vcpu.pcpus(soft)));
    }

    private Queue leastLoaded(BitSet among) {
        Queue least = null;
        for (Queue queue : queues) {
            if (among.intersects(queue.members) && (least == null || queue.load.average < least.load.average)) {
                least = queue;
            }
        }
        return least;
    }

    private static boolean mayRunIn(Unit unit, Queue queue) {
        return unit.vcpu.claim().affinity().intersects(queue.members);
    }

    private void assign(Unit unit, Queue queue) {
        unit.queue = queue;
        unit.destination = null;
        unit.pcpu = home(unit, queue);
        queue.units.add(unit);
        queue.load.average += unit.load.average;
        queue.maxWeight = Math.max(queue.maxWeight, unit.weight);
    }

    /** A pCPU of the queue for the vCPU, taking turns. */
    private static int home(Unit unit, Queue queue) {
        int turn = queue.units.size() % queue.members.cardinality();
        int home = NO_PCPU;
        for (int i = queue.members.nextSetBit(0); i >= 0; i = queue.members.nextSetBit(i + 1)) {
            if (unit.vcpu.mayRunOn(i) && (home == NO_PCPU || turn >= 0)) {
                home = i;
            }
            turn--;
        }
        return home;
    }

    private void leave(Unit unit) {
        Queue queue = unit.queue;
        queue.units.remove(unit);
        queue.load.average = Math.max(0, queue.load.average - unit.load.average);
        queue.maxWeight = 1;
        for (int i = 0; i < queue.units.size(); i++) {
            queue.maxWeight = Math.max(queue.maxWeight, queue.units.get(i).weight);
        }
    }

    @Override
    public void wake(Contender vcpu) {
        Unit unit = units.get(vcpu.id());
        if (unit.parked) {
            unit.runnable = true;
        } else {
            changeLoad(unit, 1);
            unit.runnable = true;
            enqueue(unit);
            tickle(unit);
        }
    }

    private void changeLoad(Unit unit, int by) {
        noteLoad(unit);
        noteLoad(unit.queue);
        unit.queue.runnable += by;
    }

    private void noteLoad(Unit unit) {
        unit.load.was(unit.competes() ? 1 : 0, dispatcher.now(), loadWindowNs);
    }

    private void noteLoad(Queue queue) {
        queue.load.was(queue.runnable, dispatcher.now(), loadWindowNs);
    }

    /** Behind those that have as much credit. */
    private static void enqueue(Unit unit) {
        List<Unit> waiting = unit.queue.waiting;
        int from = 0;
        int to = waiting.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (waiting.get(middle).credit >= unit.credit) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        waiting.add(from, unit);
    }

    /** Tells the pCPU that suits a vCPU best, which has just entered its run queue, to choose again. */
    private void tickle(Unit unit) {
        int best = idlePcpu(unit, unit.vcpu.pcpus(soft));
        if (best == NO_PCPU && soft && unit.vcpu.hasNear()) {
            best = idlePcpu(unit, unit.vcpu.claim().affinity());
        }
        if (best == NO_PCPU) {
            best = preemptable(unit);
        }
        if (best != NO_PCPU) {
            unit.tickled = best;
            tickled.set(best);
            idle.set(best, false);
            dispatcher.reschedule(best);
        }
    }

    /** An idle pCPU for the vCPU, on an idle core if possible; or {@link #NO_PCPU}. */
    private int idlePcpu(Unit unit, BitSet among) {
        int best = idlePcpu(unit, among, true);
        return best == NO_PCPU ? idlePcpu(unit, among, false) : best;
    }

    /** The one where it ran last, or the next. */
    private int idlePcpu(Unit unit, BitSet among, boolean wholeCore) {
        int first = unit.queue.members.nextSetBit(0);
        int end = unit.queue.members.length();
        int next = idle.next(among, wholeCore, Math.max(first, unit.pcpu), end);
        return next == NO_PCPU ? idle.next(among, wholeCore, first, end) : next;
    }

    /** The busy pCPU where the vCPU is ahead of the running one by most, or {@link #NO_PCPU}. */
    private int preemptable(Unit unit) {
        int best = NO_PCPU;
        long most = 0;
        BitSet members = unit.queue.members;
        for (int i = members.nextSetBit(0); i >= 0; i = members.nextSetBit(i + 1)) {
            Unit current = pcpus[i].running;
            if (current == null
                    || tickled.get(i)
                    || !unit.vcpu.mayRunOn(i)
                    || dispatcher.now() - current.startedNs < ratelimitNs - ratelimitToleranceNs) {
                continue;
            }
            burn(current);
            long ahead = unit.credit - current.credit - (i == unit.pcpu ? 0 : migrationResistance);
            if (ahead > most || ahead == most && ahead > 0 && i == unit.pcpu) {
                most = ahead;
                best = i;
            }
        }
        return best;
    }

    private void burn(Unit unit) {
        long ran = dispatcher.now() - unit.paidUntilNs;
        unit.paidUntilNs += ran;
        long burnt = ran;
        // Divisions are slow, and most vCPUs weigh as much as the heaviest of their queue.
        if (unit.weight != unit.queue.maxWeight) {
            long weighted = ran * unit.queue.maxWeight + unit.residual;
            burnt = weighted / unit.weight;
            unit.residual = weighted % unit.weight;
        }
        unit.credit = Math.max(unit.credit - burnt, -creditNs);
        if (unit.domain.capped) {
            unit.budgetNs -= ran;
        }
    }

    @Override
    public void block(Contender vcpu, int pcpu) {
        Unit unit = stop(pcpus[pcpu]);
        changeLoad(unit, -1);
        unit.runnable = false;
        returnBudget(unit);
        if (unit.destination != null) {
            Queue destination = unit.destination;
            leave(unit);
            assign(unit, destination);
        }
    }

    private Unit stop(Pcpu pcpu) {
        Unit unit = pcpu.running;
        burn(unit);
        unit.running = false;
        pcpu.running = null;
        return unit;
    }

    @Override
    public Contender schedule(int pcpu) {
        Pcpu here = pcpus[pcpu];
        tickled.clear(pcpu);
        Unit current = here.running;
        if (current != null) {
            burn(current);
            if (lacksBudget(current)) {
                stop(here);
                park(current);
                current = null;
            } else if (current.destination != null) {
                stop(here);
                move(current, current.destination);
                current = null;
            }
        }
        Unit next = candidate(pcpu, current);
        if (next == null) {
            idle.set(pcpu, true);
            noteLoad(here.queue);
            return null;
        }
        if (next != current) {
            here.queue.waiting.remove(next);
        }
        boolean epochEnds = bestCredit(here.queue, next) <= 0;
        if (epochEnds) {
            beginEpoch(here.queue, next);
        }
        boolean changes = next != current && current != null;
        if (changes) {
            stop(here);
        }
        if (changes && preemptedWaits) {
            returnBudget(current);
            enqueue(current);
        }
        run(next, pcpu, next != current);
        if (changes && !preemptedWaits) {
            returnBudget(current);
            enqueue(current);
        }
        if (changes) {
            tickle(current);
        }
        if (epochEnds) {
            balance(here.queue);
        }
        return next.vcpu;
    }

    /** The vCPU that is to run, still in the run queue unless it runs already; or null. */
    private Unit candidate(int pcpu, Unit current) {
        if (current != null && dispatcher.now() - current.startedNs < ratelimitNs) {
            return current;
        }
        long credit = current == null ? IDLE_CREDIT : current.credit;
        List<Unit> waiting = pcpus[pcpu].queue.waiting;
        for (int i = 0; i < waiting.size() && waiting.get(i).credit > credit; i++) {
            Unit unit = waiting.get(i);
            boolean elsewhere = unit.tickled != NO_PCPU && unit.tickled != pcpu && tickled.get(unit.tickled);
            boolean resists = unit.pcpu != pcpu && unit.credit < credit + migrationResistance;
            if (!unit.vcpu.mayRunOn(pcpu) || elsewhere || resists) {
                continue;
            }
            if (lacksBudget(unit)) {
                waiting.remove(i);
                i--;
                park(unit);
                continue;
            }
            return unit;
        }
        return current;
    }

    private static long bestCredit(Queue queue, Unit next) {
        return queue.waiting.isEmpty() ? next.credit : Math.max(next.credit, queue.waiting.get(0).credit);
    }

    private void beginEpoch(Queue queue, Unit next) {
        long credit = next.credit <= -creditNs ? 2 * creditNs : creditNs;
        for (int i = 0; i < queue.units.size(); i++) {
            Unit unit = queue.units.get(i);
            if (unit.running) {
                burn(unit);
                if (unit.domain.capped && unit.budgetNs <= 0) {
                    dispatcher.reschedule(unit.pcpu);
                }
            }
            unit.credit = Math.min(unit.credit + credit, creditNs + carryOverNs);
        }
    }

    private void run(Unit unit, int pcpu, boolean starts) {
        long now = dispatcher.now();
        if (starts) {
            unit.startedNs = now;
            unit.paidUntilNs = now;
        }
        if (unit.pcpu != pcpu) {
            unit.credit += migrationCompensation;
            unit.pcpu = pcpu;
        }
        unit.tickled = NO_PCPU;
        unit.running = true;
        pcpus[pcpu].running = unit;
        idle.set(pcpu, false);
        pcpus[pcpu].sliceNs = runNs(unit);
    }

    /** Until its credits are down to those of the best that waits, or to none. */
    private long runNs(Unit unit) {
        List<Unit> waiting = unit.queue.waiting;
        long target = waiting.isEmpty() ? 0 : Math.max(0, waiting.get(0).credit);
        long ns = Math.max(0, unit.credit - target) * unit.weight / unit.queue.maxWeight;
        if (unit.domain.capped) {
            ns = Math.min(ns, unit.budgetNs);
        }
        long leastNs = Math.max(shortestRunNs, unit.startedNs + ratelimitNs - dispatcher.now());
        return Math.min(Math.max(ns, leastNs), Math.max(leastNs, creditNs));
    }

    @Override
    public long sliceNs(int pcpu) {
        return pcpus[pcpu].sliceNs;
    }

    /** Whether a vCPU has used up its VM's budget; takes a quota of it if there is any. */
    private boolean lacksBudget(Unit unit) {
        Domain domain = unit.domain;
        if (!domain.capped || unit.budgetNs > 0) {
            return false;
        }
        domain.budgetNs += unit.budgetNs;
        unit.budgetNs = Math.max(0, Math.min(domain.quotaNs(), domain.budgetNs));
        domain.budgetNs -= unit.budgetNs;
        if (!domain.replenishment.isArmed()) {
            domain.replenishment.armIn(capPeriodNs - dispatcher.now() % capPeriodNs);
        }
        return unit.budgetNs == 0;
    }

    private void returnBudget(Unit unit) {
        Domain domain = unit.domain;
        if (domain.capped) {
            domain.budgetNs += unit.budgetNs;
            unit.budgetNs = 0;
            unpark(domain);
        }
    }

    private void park(Unit unit) {
        changeLoad(unit, -1);
        unit.parked = true;
        unit.domain.parked.add(unit);
        dispatcher.waitsBecauseOf(unit.vcpu, Wait.CAPPED);
    }

    private void replenish(Domain domain) {
        if (domain.budgetNs < domain.fullNs) {
            long periods = domain.budgetNs > 0 ? 1 : 1 - domain.budgetNs / domain.fullNs;
            domain.budgetNs = Math.min(domain.budgetNs + periods * domain.fullNs, domain.fullNs);
            // Who overran it far enough pays with the periods to come.
            domain.replenishment.armIn(periods * capPeriodNs);
        }
        unpark(domain);
    }

    private void unpark(Domain domain) {
        if (domain.budgetNs <= 0) {
            return;
        }
        for (int i = 0; i < domain.parked.size(); i++) {
            Unit unit = domain.parked.get(i);
            dispatcher.waitsBecauseOf(unit.vcpu, Wait.CONTENTION);
            changeLoad(unit, 1);
            unit.parked = false;
            enqueue(unit);
            tickle(unit);
        }
        domain.parked.clear();
    }

    /** Moves vCPUs between {@code here} and the queue whose load is furthest from its own, if that brings them closer. */
    private void balance(Queue here) {
        Queue there = furthest(here);
        if (there == null) {
            return;
        }
        double difference = Math.abs(here.load.average - there.load.average);
        int capacity = Math.max(here.members.cardinality(), there.members.cardinality());
        boolean full = Math.max(here.load.average, there.load.average) >= capacity;
        if (difference < (full ? toleranceOverload : toleranceUnderload)) {
            return;
        }
        noteLoads(here);
        noteLoads(there);
        double best = difference;
        Unit bestPush = null;
        Unit bestPull = null;
        // From -1: one side may give nothing.
        for (int push = -1; push < here.units.size(); push++) {
            Unit pushed = push < 0 ? null : here.units.get(push);
            if (pushed != null && !mayRunIn(pushed, there)) {
                continue;
            }
            for (int pull = -1; pull < there.units.size(); pull++) {
                Unit pulled = pull < 0 ? null : there.units.get(pull);
                if (pulled != null && !mayRunIn(pulled, here)) {
                    continue;
                }
                double shift = (pushed == null ? 0 : pushed.load.average) - (pulled == null ? 0 : pulled.load.average);
                double left = Math.abs(here.load.average - there.load.average - 2 * shift);
                if (left < best) {
                    best = left;
                    bestPush = pushed;
                    bestPull = pulled;
                }
            }
        }
        moveSoon(bestPush, there);
        moveSoon(bestPull, here);
    }

    private Queue furthest(Queue here) {
        noteLoad(here);
        Queue furthest = null;
        double most = 0;
        for (int i = 0; i < queues.size(); i++) {
            Queue there = queues.get(i);
            if (there != here) {
                noteLoad(there);
                double difference = Math.abs(here.load.average - there.load.average);
                if (difference > most) {
                    most = difference;
                    furthest = there;
                }
            }
        }
        return furthest;
    }

    private void noteLoads(Queue queue) {
        for (int i = 0; i < queue.units.size(); i++) {
            noteLoad(queue.units.get(i));
        }
    }

    private void moveSoon(Unit unit, Queue to) {
        if (unit == null) {
            return;
        }
        if (unit.running) {
            unit.destination = to;
            dispatcher.reschedule(unit.pcpu);
        } else if (unit.competes()) {
            unit.queue.waiting.remove(unit);
            move(unit, to);
        } else {
            leave(unit);
            assign(unit, to);
        }
    }

    /** Moves a runnable vCPU that is in no run queue. */
    private void move(Unit unit, Queue to) {
        changeLoad(unit, -1);
        leave(unit);
        assign(unit, to);
        changeLoad(unit, 1);
        returnBudget(unit);
        enqueue(unit);
        tickle(unit);
    }
}
