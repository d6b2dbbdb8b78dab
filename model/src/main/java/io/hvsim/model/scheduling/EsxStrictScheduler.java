// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;
import io.hvsim.model.scheduling.Dispatcher.Wait;
import io.hvsim.model.scheduling.Gang.Kind;
import io.hvsim.model.scheduling.Gang.Member;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proportional share with strict co-scheduling, in the manner of VMware ESX 2. All vCPUs of a VM, a gang, get pCPUs at the
 * same time and lose them at the same time; the pCPU of a vCPU that is halted meanwhile stays idle, and is charged to the VM
 * all the same. A gang waits until one of its vCPUs wants to run, and leaves when all have halted.
 *
 * <p>Gangs are served as {@link EsxShareScheduler} serves vCPUs: those below their reservation first, then those that have
 * consumed least for their shares. A gang for which too few pCPUs are free takes them from gangs that began their quantum
 * further ahead than it is by more than the margin. If that is not enough, gangs behind it that fit go first, so that
 * narrow VMs fill what wide ones leave; what they do not fill stays idle ({@link Wait#COSTOP}).
 *
 * <p>Source: VMware, "Co-scheduling SMP VMs in VMware ESX Server" (2008). Differs from the source in: a gang stops when one
 * of its vCPUs has to, and not only when that one has fallen behind by a few milliseconds; how a waiting gang gets its pCPUs
 * is not published, and assumed. A VM with more vCPUs than pCPUs it may run on, which ESX does not start, runs as several
 * gangs.
 */
public final class EsxStrictScheduler implements VcpuScheduler {
    private static final int NONE = -1;

    private final List<Member> members = new ArrayList<>();
    private final List<Gang> gangs = new ArrayList<>();
    private final List<Budget> budgets = new ArrayList<>();
    private final Map<Kind, Kind> kinds = new HashMap<>();
    private final List<Kind> kindsInOrder = new ArrayList<>();
    private final BitSet free = new BitSet();

    private Dispatcher dispatcher;
    private Handover handover;
    private Gang[] holders;
    private double minimumNs;
    private boolean anyLeftIdle;
    private long quantumNs;
    private long marginNs;

    @Override
    public String name() {
        return "esx-strict";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.time("quantum", "how long a VM runs before the next one has its turn")
                        .atLeast(1),
                Parameter.time(
                        "preemption-margin",
                        "how far ahead, at normal shares, a running VM must be of a waiting one to be preempted"));
    }

    @Override
    public boolean keepsLimits() {
        return true;
    }

    @Override
    public boolean keepsReservations() {
        return true;
    }

    @Override
    public void start(Dispatcher dispatcher, Parameters parameters) {
        this.dispatcher = dispatcher;
        this.handover = new Handover(dispatcher);
        this.holders = new Gang[dispatcher.topology().pcpus()];
        this.quantumNs = parameters.ns("quantum");
        this.marginNs = parameters.ns("preemption-margin");
        free.set(0, holders.length);
    }

    @Override
    public void add(Contender vcpu) {
        if (vcpu.vm() == budgets.size()) {
            int vm = vcpu.vm();
            Claim claim = vcpu.claim();
            budgets.add(new Budget(
                    claim.reservation(), claim.limit(), quantumNs, marginNs, dispatcher, () -> budgetChanged(vm)));
            addGang(vcpu);
        } else if (lastGang().members.size() == vcpu.claim().affinity().cardinality()) {
            addGang(vcpu);
        }
        budgets.get(vcpu.vm()).addVcpu();
        Member member = new Member(vcpu, lastGang());
        lastGang().members.add(member);
        handover.add(vcpu);
        members.add(member);
    }

    private void addGang(Contender vcpu) {
        int number = gangs.size();
        Timer quantum = dispatcher.timer(() -> quantumEnds(gangs.get(number)));
        gangs.add(new Gang(number, vcpu.claim(), budgets.get(vcpu.vm()), quantum));
    }

    private Gang lastGang() {
        return gangs.get(gangs.size() - 1);
    }

    private Kind kind(Gang gang) {
        if (gang.kind == null) {
            Kind wanted = new Kind(gang.claim.affinity(), gang.members.size());
            gang.kind = kinds.computeIfAbsent(wanted, kind -> {
                kindsInOrder.add(kind);
                return kind;
            });
        }
        return gang.kind;
    }

    @Override
    public void wake(Contender vcpu) {
        Member member = members.get(vcpu.id());
        Gang gang = member.gang;
        handover.wakes(vcpu);
        gang.awake++;
        if (!gang.running && gang.awake == 1) {
            forgive(gang);
            file(gang);
            dispatch();
        }
    }

    /** A gang that could not run, or did not want to, is not further behind than one quantum. */
    private void forgive(Gang gang) {
        gang.progressNs = Math.max(gang.progressNs, minimumNs - gang.weighted(quantumNs));
    }

    /** Puts a gang that wants to run into its queue, or out of it as long as its limit holds it. */
    private void file(Gang gang) {
        kind(gang).queue.remove(gang.number);
        if (!gang.budget.isCapped()) {
            gang.kind.queue.add(gang.number, gang.budget.isBelowReservation(), gang.progressNs);
        }
        explain(gang);
    }

    private void explain(Gang gang) {
        Wait why = gang.budget.isCapped()
                ? Wait.CAPPED
                : anyLeftIdle && gang.members.size() > 1 ? Wait.COSTOP : Wait.CONTENTION;
        if (why != gang.wait) {
            gang.wait = why;
            for (Member member : gang.members) {
                dispatcher.waitsBecauseOf(member.vcpu, why);
            }
        }
    }

    /** Gives pCPUs to gangs until none that waits can have what it needs. */
    private void dispatch() {
        Gang next = nextThatFits();
        while (next != null) {
            begin(next);
            next = nextThatFits();
        }
        if (anyLeftIdle == free.isEmpty()) {
            anyLeftIdle = !free.isEmpty();
            for (Gang gang : gangs) {
                if (gang.awake > 0 && !gang.running) {
                    explain(gang);
                }
            }
        }
    }

    private Gang nextThatFits() {
        for (Kind kind : kindsInOrder) {
            kind.tried = kind.queue.isEmpty();
        }
        Kind best = best();
        while (best != null) {
            Gang gang = gangs.get(best.queue.first());
            if (makeRoom(gang)) {
                return gang;
            }
            best.tried = true;
            best = best();
        }
        return null;
    }

    private Kind best() {
        Kind best = null;
        for (Kind kind : kindsInOrder) {
            if (!kind.tried && (best == null || kind.queue.precedes(best.queue))) {
                best = kind;
            }
        }
        return best;
    }

    /** Stops gangs that must give way until the gang fits; stops none if that is not enough. */
    private boolean makeRoom(Gang gang) {
        int room = 0;
        for (int pcpu = free.nextSetBit(0); pcpu >= 0; pcpu = free.nextSetBit(pcpu + 1)) {
            room += gang.claim.affinity().get(pcpu) ? 1 : 0;
        }
        while (room < gang.kind.width) {
            Gang victim = victim(gang);
            if (victim == null) {
                break;
            }
            victim.victim = true;
            for (Member member : victim.members) {
                room += gang.claim.affinity().get(member.given) ? 1 : 0;
            }
        }
        for (Gang holder : holders) {
            if (holder != null && holder.victim) {
                holder.victim = false;
                if (room >= gang.kind.width) {
                    end(holder);
                    file(holder);
                }
            }
        }
        return room >= gang.kind.width;
    }

    /** The gang that gives way to {@code gang} first and has not been chosen yet, or null. */
    private Gang victim(Gang gang) {
        boolean below = gang.budget.isBelowReservation();
        Gang victim = null;
        for (int pcpu = 0; pcpu < holders.length; pcpu++) {
            Gang other = holders[pcpu];
            if (other == null || other.victim || !gang.claim.affinity().get(pcpu)) {
                continue;
            }
            boolean outranked = below && !other.budget.isBelowReservation();
            boolean ahead = below == other.budget.isBelowReservation()
                    && other.begunNs > gang.progressNs + gang.weighted(marginNs);
            if ((outranked || ahead) && (victim == null || other.begunNs > victim.begunNs)) {
                victim = other;
            }
        }
        return victim;
    }

    private void begin(Gang gang) {
        gang.kind.queue.remove(gang.number);
        gang.running = true;
        gang.since = dispatcher.now();
        gang.begunNs = gang.progressNs;
        gang.quantum.armIn(quantumNs);
        gang.budget.uses(gang.members.size());
        if (!gang.budget.isBelowReservation()) {
            minimumNs = Math.max(minimumNs, gang.progressNs);
        }
        for (Member member : gang.members) {
            if (member.lastGiven != NONE && free.get(member.lastGiven)) {
                give(member, member.lastGiven);
            }
        }
        int pcpu = -1;
        for (Member member : gang.members) {
            if (member.given == NONE) {
                do {
                    pcpu = free.nextSetBit(pcpu + 1);
                } while (!member.vcpu.mayRunOn(pcpu));
                give(member, pcpu);
            }
        }
    }

    private void give(Member member, int pcpu) {
        free.clear(pcpu);
        holders[pcpu] = member.gang;
        member.given = pcpu;
        member.lastGiven = pcpu;
        handover.give(pcpu, member.vcpu);
    }

    private void end(Gang gang) {
        gang.progressNs += gang.weighted(dispatcher.now() - gang.since);
        gang.running = false;
        gang.quantum.cancel();
        gang.budget.uses(-gang.members.size());
        for (Member member : gang.members) {
            free.set(member.given);
            holders[member.given] = null;
            handover.give(member.given, null);
            member.given = NONE;
        }
    }

    private void quantumEnds(Gang gang) {
        end(gang);
        file(gang);
        dispatch();
    }

    private void budgetChanged(int vm) {
        Budget budget = budgets.get(vm);
        for (Gang gang : gangs) {
            if (gang.budget != budget || gang.awake == 0) {
                continue;
            }
            if (gang.running && budget.isCapped()) {
                end(gang);
            }
            if (!gang.running) {
                forgive(gang);
                leadAtMostOneQuantum(gang);
                file(gang);
            }
        }
        dispatch();
    }

    private void leadAtMostOneQuantum(Gang gang) {
        if (gang.claim.reservation() > 0 && !gang.budget.isBelowReservation()) {
            gang.progressNs = Math.min(gang.progressNs, minimumNs + gang.weighted(quantumNs));
        }
    }

    @Override
    public void block(Contender vcpu, int pcpu) {
        handover.halts(vcpu, pcpu);
        Gang gang = members.get(vcpu.id()).gang;
        if (--gang.awake > 0) {
            return;
        }
        if (gang.running) {
            end(gang);
        } else {
            gang.kind.queue.remove(gang.number);
        }
        dispatch();
    }

    @Override
    public Contender schedule(int pcpu) {
        return handover.schedule(pcpu);
    }

    @Override
    public long sliceNs(int pcpu) {
        return Long.MAX_VALUE;
    }
}
