// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;
import io.hvsim.model.machine.Topology;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Xen's credit scheduler, the default until Xen 4.12: proportional share by credits that running burns (10 for each
 * millisecond) and that an accounting hands out once per timeslice, by weight, among the active vCPUs. Each pCPU has a run
 * queue sorted by class: BOOST for a vCPU that woke with credits left, UNDER with credits, OVER without; first in, first
 * out within a class. A pCPU that has nothing better than OVER steals from the others. A vCPU is active from the first
 * tick that finds it running until it has saved more than a timeslice of credits. A VM that used more than its limit is
 * parked, whole accounting periods long.
 *
 * <p>With {@code accounting: sampled}, as before August 2009, the vCPU that a tick finds running pays for the whole tick;
 * who sleeps through the ticks pays nothing.
 *
 * <p>Source: Xen, {@code xen/common/sched/credit.c}, of 2007 to 2026. Differs from the source in: no yield, as nothing in
 * the simulator yields yet; soft affinity is to the nodes of a VM's memory only; pCPUs tick in step, at multiples of a tick, and
 * thieves look at their peers in order of number; a weight is that of each active vCPU also before 2010, when it was the
 * domain's; a wake-up preempts only if no idle pCPU will do, and calls one idle pCPU, also in 2007, when it called all and
 * preempted too; idle pCPUs never tick; no run queue is ever found locked.
 */
public final class XenCreditScheduler implements VcpuScheduler {
    /** Classes; the higher runs first. */
    private static final int IDLE = 0;

    private static final int OVER = 1;
    private static final int UNDER = 2;
    private static final int BOOST = 3;

    private static final int TICKS_PER_TIMESLICE = 3;
    private static final long NS_PER_CREDIT = 100_000;
    private static final long SHORTEST_TIMESLICE_NS = 1_000_000;
    private static final long SHORTEST_SLICE_NS = 100_000;
    private static final double WEIGHT_PER_SHARE = 0.256;
    private static final int NO_PCPU = -1;
    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private Dispatcher dispatcher;
    private Topology topology;
    private final List<Unit> units = new ArrayList<>();
    private final List<Domain> domains = new ArrayList<>();
    private final List<Domain> activeDomains = new ArrayList<>();
    private Pcpu[] pcpus;

    /** Idle pCPUs that nobody has called yet. */
    private BitSet idle;

    /** pCPUs in whose run queue a vCPU waits. */
    private BitSet crowded;

    private int[] idleInCore;
    private int[] idleInSocket;
    private int lastHome = NO_PCPU;
    private boolean soft;
    /** Whether any vCPU prefers some of the pCPUs that it may run on. */
    private boolean anyChoosy;

    private int lastCalled = NO_PCPU;
    private long activeWeight;
    private long balance;
    private int accountings;
    private Timer accounting;

    private long timesliceNs;
    private long tickNs;
    private long creditsPerTimeslice;
    private long ratelimitNs;
    private long balanceRatelimitNs;
    private long migrationDelayNs;
    private boolean sampled;
    private boolean halves;
    private boolean boostsMigrated;

    /** What the scheduler knows of a vCPU. */
    private static final class Unit {
        final Contender vcpu;
        final Domain domain;
        int rank = UNDER;
        long credit;
        long startedNs;
        long stoppedNs = LONG_AGO;
        /** Up to when running has been paid for: less than a credit's worth before it stopped, or before now. */
        long paidUntilNs = LONG_AGO;
        /** Where it runs, or in whose run queue it is or will be. */
        int home;
        /** Where it goes when it stops running, or {@link #NO_PCPU} to stay. */
        int refuge = NO_PCPU;

        boolean running;
        boolean runnable;
        boolean active;
        boolean parked;

        Unit(Contender vcpu, Domain domain, int home) {
            this.vcpu = vcpu;
            this.domain = domain;
            this.home = home;
        }
    }

    /** What it knows of a VM. */
    private static final class Domain {
        final long weight;
        /** Credits for each timeslice that its limit allows, over all its vCPUs. */
        final long cap;

        final boolean capped;
        final List<Unit> active = new ArrayList<>();

        Domain(Contender any, long creditsPerTimeslice) {
            this.weight = Math.max(1, Math.round(any.shares() * WEIGHT_PER_SHARE));
            this.capped = any.isLimited();
            long percent = capped ? Math.max(1, Math.round(100 * any.claim().limit())) : 0;
            this.cap = ceilDiv(percent * creditsPerTimeslice, 100);
        }
    }

    private final class Pcpu {
        final int index;
        final int core;
        final int socket;
        final Timer tick;
        final List<Unit> queue = new ArrayList<>();
        Unit running;
        long sliceNs;
        long lastBalanceNs = LONG_AGO;
        int sortedAt;

        Pcpu(int index) {
            this.index = index;
            this.core = topology.core(index);
            this.socket = topology.socket(index);
            this.tick = dispatcher.timer(() -> tick(this));
        }

        void enqueue(int at, Unit unit) {
            queue.add(at, unit);
            crowded.set(index);
        }

        Unit dequeue(int at) {
            Unit unit = queue.remove(at);
            if (queue.isEmpty()) {
                crowded.clear(index);
            }
            return unit;
        }
    }

    @Override
    public String name() {
        return "xen-credit";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.time(
                        "timeslice",
                        "how long a vCPU runs before its pCPU chooses again, and the time between two accountings; "
                                + "three ticks; at least 1 ms"),
                Parameter.word(
                        "accounting",
                        List.of("sampled", "exact"),
                        "who pays for a tick: the vCPU that it finds running, or each for the time that it ran"),
                Parameter.word(
                        "surplus-credit",
                        List.of("lost", "halved"),
                        "what becomes of the credits of a vCPU that has saved more than a timeslice of them"),
                Parameter.word(
                        "migrated-vcpu",
                        List.of("boosted", "plain"),
                        "class of a vCPU that was moved off its pCPU: as if it had woken, or as before"),
                Parameter.time("ratelimit", "how long a vCPU runs at least before it may be preempted"),
                Parameter.time("balance-ratelimit", "how long a pCPU waits at least between two tries to steal"),
                Parameter.time(
                        "migration-delay",
                        "how long the cache of a vCPU that stopped counts as hot, so that it is not stolen"),
                Parameter.word(
                        "soft-affinity",
                        List.of("node", "none"),
                        "whether vCPUs prefer the pCPUs of the sockets that have the memory of their VM"));
    }

    @Override
    public boolean keepsLimits() {
        return true;
    }

    @Override
    public void start(Dispatcher dispatcher, Parameters parameters) {
        this.dispatcher = dispatcher;
        this.topology = dispatcher.topology();
        this.timesliceNs = Math.max(SHORTEST_TIMESLICE_NS, parameters.ns("timeslice"));
        this.tickNs = timesliceNs / TICKS_PER_TIMESLICE;
        this.creditsPerTimeslice = timesliceNs / NS_PER_CREDIT;
        this.sampled = parameters.is("accounting", "sampled");
        this.halves = parameters.is("surplus-credit", "halved");
        this.boostsMigrated = parameters.is("migrated-vcpu", "boosted");
        this.ratelimitNs = parameters.ns("ratelimit");
        this.balanceRatelimitNs = parameters.ns("balance-ratelimit");
        this.migrationDelayNs = parameters.ns("migration-delay");
        this.soft = parameters.is("soft-affinity", "node");
        this.pcpus = new Pcpu[topology.pcpus()];
        this.idle = new BitSet(pcpus.length);
        this.crowded = new BitSet(pcpus.length);
        this.idleInCore = new int[topology.core(pcpus.length - 1) + 1];
        this.idleInSocket = new int[topology.sockets()];
        for (int i = 0; i < pcpus.length; i++) {
            pcpus[i] = new Pcpu(i);
            setIdle(i, true);
        }
        this.accounting = dispatcher.timer(this::account);
    }

    @Override
    public void add(Contender vcpu) {
        if (vcpu.vm() == domains.size()) {
            domains.add(new Domain(vcpu, creditsPerTimeslice));
        }
        lastHome = nextOf(vcpu.pcpus(soft), lastHome);
        anyChoosy |= soft && vcpu.hasNear();
        units.add(new Unit(vcpu, domains.get(vcpu.vm()), lastHome));
    }

    /** The member of {@code set} after {@code last}, or the first. */
    private static int nextOf(BitSet set, int last) {
        int next = set.nextSetBit(last + 1);
        return next >= 0 ? next : set.nextSetBit(0);
    }

    @Override
    public void wake(Contender vcpu) {
        Unit unit = units.get(vcpu.id());
        unit.runnable = true;
        if (!unit.parked) {
            if (unit.rank == UNDER) {
                unit.rank = BOOST;
            }
            enqueue(unit);
            tickle(unit);
        }
    }

    private void enqueue(Unit unit) {
        Pcpu home = pcpus[unit.home];
        int at = 0;
        while (at < home.queue.size() && home.queue.get(at).rank >= unit.rank) {
            at++;
        }
        home.enqueue(at, unit);
    }

    /** Finds a pCPU for a vCPU that has just entered a run queue, and has it choose again. */
    private void tickle(Unit unit) {
        Unit current = pcpus[unit.home].running;
        if (current == null) {
            call(unit.home);
            return;
        }
        int free = nextIdle(unit, lastCalled);
        if (free != NO_PCPU) {
            lastCalled = free;
            call(free);
        } else if (unit.rank > current.rank) {
            // The one that has to give way goes on elsewhere if it can.
            current.refuge = nextIdle(current, lastCalled);
            call(unit.home);
        }
    }

    private void call(int pcpu) {
        setIdle(pcpu, false);
        dispatcher.reschedule(pcpu);
    }

    /** The next idle pCPU after {@code last} that the vCPU prefers, or else on which it may run, or {@link #NO_PCPU}. */
    private int nextIdle(Unit unit, int last) {
        int preferred = nextIdle(unit.vcpu.pcpus(soft), last);
        return preferred != NO_PCPU || !anyChoosy
                ? preferred
                : nextIdle(unit.vcpu.claim().affinity(), last);
    }

    private int nextIdle(BitSet among, int last) {
        for (int i = idle.nextSetBit(last + 1); i >= 0; i = idle.nextSetBit(i + 1)) {
            if (among.get(i)) {
                return i;
            }
        }
        for (int i = idle.nextSetBit(0); i >= 0 && i <= last; i = idle.nextSetBit(i + 1)) {
            if (among.get(i)) {
                return i;
            }
        }
        return NO_PCPU;
    }

    private void setIdle(int pcpu, boolean is) {
        if (idle.get(pcpu) != is) {
            idle.set(pcpu, is);
            idleInCore[pcpus[pcpu].core] += is ? 1 : -1;
            idleInSocket[pcpus[pcpu].socket] += is ? 1 : -1;
        }
    }

    @Override
    public void block(Contender vcpu, int pcpu) {
        Unit unit = stop(pcpus[pcpu]);
        unit.runnable = false;
        unit.refuge = NO_PCPU;
    }

    /** Takes the running vCPU off its pCPU. */
    private Unit stop(Pcpu pcpu) {
        Unit unit = pcpu.running;
        burn(unit);
        unit.running = false;
        unit.stoppedNs = dispatcher.now();
        pcpu.running = null;
        return unit;
    }

    private void burn(Unit unit) {
        if (!sampled) {
            long credits = (dispatcher.now() - unit.paidUntilNs) / NS_PER_CREDIT;
            unit.credit -= credits;
            unit.paidUntilNs += credits * NS_PER_CREDIT;
        }
    }

    @Override
    public Contender schedule(int pcpu) {
        Pcpu here = pcpus[pcpu];
        long now = dispatcher.now();
        Unit current = here.running;
        if (current != null) {
            long restNs = ratelimitNs - (now - current.startedNs);
            if (restNs > 0 && !current.parked && current.refuge == NO_PCPU) {
                burn(current);
                here.sliceNs = Math.max(restNs, SHORTEST_SLICE_NS);
                return current.vcpu;
            }
            putBack(stop(here));
        }
        Unit next = next(here);
        if (next == null) {
            setIdle(pcpu, true);
            here.tick.cancel();
            return null;
        }
        setIdle(pcpu, false);
        run(next, here, next == current);
        return next.vcpu;
    }

    /** The vCPU that had to stop goes where it can run again. */
    private void putBack(Unit unit) {
        int refuge = unit.refuge;
        unit.refuge = NO_PCPU;
        if (unit.parked) {
            return;
        }
        if (refuge != NO_PCPU) {
            unit.home = refuge;
            if (boostsMigrated && unit.rank == UNDER) {
                unit.rank = BOOST;
            }
        }
        enqueue(unit);
        if (refuge != NO_PCPU) {
            tickle(unit);
        }
    }

    private Unit next(Pcpu here) {
        int rank = here.queue.isEmpty() ? IDLE : here.queue.get(0).rank;
        if (rank <= OVER && dispatcher.now() - here.lastBalanceNs >= balanceRatelimitNs) {
            here.lastBalanceNs = dispatcher.now();
            Unit stolen = steal(here, rank);
            if (stolen != null) {
                return stolen;
            }
        }
        return rank == IDLE ? null : here.dequeue(0);
    }

    private void run(Unit unit, Pcpu here, boolean goesOn) {
        here.running = unit;
        here.sliceNs = timesliceNs;
        unit.home = here.index;
        unit.running = true;
        if (!goesOn) {
            long now = dispatcher.now();
            unit.startedNs = now;
            // What is less than a credit stays owed.
            unit.paidUntilNs = now - (unit.stoppedNs - unit.paidUntilNs);
        }
        if (!here.tick.isArmed()) {
            armTick(here);
        }
    }

    private void armTick(Pcpu pcpu) {
        pcpu.tick.armIn(untilMultipleOf(tickNs));
    }

    private long untilMultipleOf(long periodNs) {
        return periodNs - dispatcher.now() % periodNs;
    }

    /**
     * A vCPU of a class above {@code rank} waiting at another pCPU: one that prefers the thief if possible, else of the same
     * socket if possible; or null.
     */
    private Unit steal(Pcpu thief, int rank) {
        if (crowded.isEmpty()) {
            return null;
        }
        Unit home = anyChoosy ? stealNearFirst(thief, rank, true) : null;
        return home != null ? home : stealNearFirst(thief, rank, false);
    }

    private Unit stealNearFirst(Pcpu thief, int rank, boolean choosy) {
        Unit near = steal(thief, rank, choosy, true);
        return near != null || idleInSocket.length == 1 ? near : steal(thief, rank, choosy, false);
    }

    /** Looks at the peers in order of number, from the thief's on. */
    private Unit steal(Pcpu thief, int rank, boolean choosy, boolean sameSocket) {
        Unit unit = steal(thief, rank, choosy, sameSocket, thief.index + 1, pcpus.length);
        return unit != null ? unit : steal(thief, rank, choosy, sameSocket, 0, thief.index);
    }

    private Unit steal(Pcpu thief, int rank, boolean choosy, boolean sameSocket, int from, int to) {
        for (int i = crowded.nextSetBit(from); i >= 0 && i < to; i = crowded.nextSetBit(i + 1)) {
            Pcpu peer = pcpus[i];
            if ((peer.socket == thief.socket) == sameSocket && peer.running != null) {
                Unit unit = stealFrom(peer, thief.index, rank, choosy);
                if (unit != null) {
                    return unit;
                }
            }
        }
        return null;
    }

    private Unit stealFrom(Pcpu peer, int thief, int rank, boolean choosy) {
        List<Unit> queue = peer.queue;
        for (int i = 0; i < queue.size() && queue.get(i).rank > rank; i++) {
            Unit unit = queue.get(i);
            boolean hot = dispatcher.now() - unit.stoppedNs < migrationDelayNs;
            boolean wants = choosy ? unit.vcpu.hasNear() && unit.vcpu.isNear(thief) : unit.vcpu.mayRunOn(thief);
            if (!hot && wants) {
                return peer.dequeue(i);
            }
        }
        return null;
    }

    private void tick(Pcpu pcpu) {
        Unit unit = pcpu.running;
        if (unit == null) {
            return;
        }
        if (unit.rank == BOOST) {
            unit.rank = UNDER;
        }
        if (sampled) {
            unit.credit -= tickNs / NS_PER_CREDIT;
        }
        burn(unit);
        if (!unit.active) {
            activate(unit);
        } else {
            moveToBetterPcpu(unit, pcpu);
        }
        if (pcpu.sortedAt != accountings) {
            pcpu.sortedAt = accountings;
            sort(pcpu.queue);
        }
        armTick(pcpu);
    }

    private void activate(Unit unit) {
        unit.active = true;
        if (unit.domain.active.isEmpty()) {
            activeDomains.add(0, unit.domain);
        }
        unit.domain.active.add(unit);
        activeWeight += unit.domain.weight;
        if (!accounting.isArmed()) {
            accounting.armIn(untilMultipleOf(timesliceNs));
        }
    }

    /**
     * Spreads load: over cores, to one with more idle threads; over sockets, to one that has more than twice as many idle
     * pCPUs; but first of all to pCPUs that the vCPU prefers, as long as one of them is idle.
     */
    private void moveToBetterPcpu(Unit unit, Pcpu from) {
        int best = from.index;
        // If nobody waits here, leaving would make this pCPU idle.
        int own = from.queue.isEmpty() ? 1 : 0;
        int inCore = idleInCore[topology.core(best)] + own;
        int inSocket = idleInSocket[topology.socket(best)] + own;
        BitSet preferred = unit.vcpu.pcpus(soft);
        boolean finds = preferred.get(best) && own > 0 || preferred.intersects(idle);
        BitSet among = finds ? preferred : unit.vcpu.claim().affinity();
        for (int i = idle.nextSetBit(0); i >= 0; i = idle.nextSetBit(i + 1)) {
            if (!among.get(i)) {
                continue;
            }
            boolean better = topology.socket(i) == topology.socket(best)
                    ? idleInCore[topology.core(i)] > inCore
                    : idleInSocket[topology.socket(i)] > 2 * inSocket;
            if (better || !among.get(best)) {
                best = i;
                inCore = idleInCore[topology.core(i)];
                inSocket = idleInSocket[topology.socket(i)];
            }
        }
        if (best != from.index) {
            unit.refuge = best;
            dispatcher.reschedule(from.index);
        }
    }

    /** Those that have credits go before those that have none, each in the order in which they were. */
    private static void sort(List<Unit> queue) {
        int under = 0;
        for (int i = 0; i < queue.size(); i++) {
            if (queue.get(i).rank >= UNDER) {
                if (i > under) {
                    queue.add(under, queue.remove(i));
                }
                under++;
            }
        }
    }

    /** Hands out a timeslice of credits for each pCPU; pauses while no vCPU is active. */
    private void account() {
        accountings++;
        long debt = Math.max(0, -balance);
        long total = creditsPerTimeslice * pcpus.length + debt;
        long totalWeight = activeWeight;
        long weightLeft = activeWeight;
        boolean someoneHasLess = false;
        balance = 0;
        for (int i = 0; i < activeDomains.size(); i++) {
            Domain domain = activeDomains.get(i);
            int active = domain.active.size();
            long weight = domain.weight * active;
            weightLeft -= weight;
            long peak = creditsPerTimeslice * active + ceilDiv(debt * weight, totalWeight);
            if (domain.capped) {
                peak = Math.min(peak, domain.cap);
            }
            long fair = ceilDiv(total * weight, totalWeight);
            if (fair < peak) {
                someoneHasLess = true;
            } else {
                if (weightLeft > 0) {
                    total += ceilDiv((fair - peak) * totalWeight, weightLeft);
                }
                if (someoneHasLess) {
                    // It goes first next time, so that the others get what it leaves.
                    activeDomains.remove(i);
                    activeDomains.add(0, domain);
                }
                fair = peak;
            }
            earn(domain, ceilDiv(fair, active));
            if (domain.active.isEmpty()) {
                activeDomains.remove(domain);
                i--;
            }
        }
        if (activeDomains.isEmpty()) {
            balance = 0;
        } else {
            accounting.armIn(timesliceNs);
        }
    }

    private void earn(Domain domain, long credits) {
        long capOfEach = ceilDiv(domain.cap, domain.active.size());
        for (int i = 0; i < domain.active.size(); i++) {
            Unit unit = domain.active.get(i);
            unit.credit += credits;
            if (unit.credit < 0) {
                unit.rank = OVER;
                if (domain.capped && unit.credit < -capOfEach && !unit.parked) {
                    park(unit);
                }
                unit.credit = Math.max(unit.credit, -creditsPerTimeslice);
            } else {
                unit.rank = UNDER;
                if (unit.parked) {
                    unpark(unit);
                }
                if (unit.credit > creditsPerTimeslice) {
                    unit.credit = halves ? unit.credit / 2 : 0;
                    unit.active = false;
                    activeWeight -= domain.weight;
                    domain.active.remove(i);
                    i--;
                }
            }
            balance += unit.credit;
        }
    }

    private void park(Unit unit) {
        unit.parked = true;
        dispatcher.waitsBecauseOf(unit.vcpu, Wait.CAPPED);
        if (unit.running) {
            dispatcher.reschedule(unit.home);
        } else if (unit.runnable) {
            Pcpu home = pcpus[unit.home];
            home.dequeue(home.queue.indexOf(unit));
        }
    }

    /** Ends the parking, without a boost. */
    private void unpark(Unit unit) {
        unit.parked = false;
        dispatcher.waitsBecauseOf(unit.vcpu, Wait.CONTENTION);
        if (unit.runnable && !unit.running) {
            enqueue(unit);
            tickle(unit);
        }
    }

    private static long ceilDiv(long dividend, long divisor) {
        return (dividend + divisor - 1) / divisor;
    }

    @Override
    public long sliceNs(int pcpu) {
        return pcpus[pcpu].sliceNs;
    }
}
