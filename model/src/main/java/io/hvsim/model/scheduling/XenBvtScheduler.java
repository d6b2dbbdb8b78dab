// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.engine.Timer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Borrowed virtual time, the scheduler of Xen 1.0 and 2.0. Running advances a vCPU's actual virtual time, the faster the
 * fewer its shares, and the vCPU whose effective virtual time is least runs, for a context-switch allowance. The least
 * actual virtual time of those that are runnable is the system's; a vCPU that wakes has at least that, so that sleeping
 * saves up nothing. A vCPU that has just woken may borrow: for a while its effective virtual time is less than the actual
 * one, by the warp, and it pays back by waiting later.
 *
 * <p>Source: K. Duda and D. Cheriton, "Borrowed-virtual-time (BVT) scheduling", SOSP 1999, as in Xen's {@code
 * xen/common/schedule.c} of 2003 and {@code xen/common/sched_bvt.c} of 2004. Differs from the source in: each vCPU is what
 * a domain was, which had one; every vCPU has the same warp and borrows from its wake-up on, as in 2003, whereas domains
 * had warps of their own, of 0 unless set; an allowance is not lengthened by how far the next vCPU is behind, which Xen
 * counts in charging units but adds as nanoseconds; a timer that would expire up to 50 us after an allowance does not
 * stand for it; limits are ignored.
 */
public final class XenBvtScheduler implements VcpuScheduler {
    /** Virtual time of a charging unit at normal shares. */
    private static final int NORMAL_ADVANCE = 10;

    private static final int ALLOWANCES_IF_ALONE = 10;
    private static final long LONG_AGO = Long.MIN_VALUE / 2;

    private Dispatcher dispatcher;
    private final List<Unit> units = new ArrayList<>();
    private Pcpu[] pcpus;
    private int lastHome = -1;

    private long allowanceNs;
    private long chargingUnitNs;
    private boolean preemptsAtOnce;
    /** In virtual time. */
    private long warp;

    private long warpLimitNs;
    private long unwarpNs;

    /** What the scheduler knows of a vCPU. Virtual times are in units of which it advances by so many for each charge. */
    private static final class Unit {
        final Contender vcpu;
        /** The pCPU that it belongs to for good. */
        final int home;

        final long advance;
        long actual;
        long effective;
        boolean borrows;
        long borrowsSinceNs;
        long lastUnwarpedNs = LONG_AGO;

        Unit(Contender vcpu, int home, long systemTime) {
            this.vcpu = vcpu;
            this.home = home;
            this.advance = Math.max(1, Math.round(NORMAL_ADVANCE * Claim.NORMAL_SHARES / vcpu.shares()));
            this.actual = systemTime;
        }
    }

    private final class Pcpu {
        /** Woken ones in front, preempted ones behind: the first of those that are equal runs. */
        final List<Unit> waiting = new ArrayList<>();

        final Timer allowanceOver;
        Unit running;
        long startedNs;
        long sliceNs;
        long systemTime;

        Pcpu(int index) {
            this.allowanceOver = dispatcher.timer(() -> dispatcher.reschedule(index));
        }
    }

    @Override
    public String name() {
        return "xen-bvt";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.time(
                                "context-switch-allowance",
                                "how long a vCPU runs before another has its turn; ten times as long while no other waits")
                        .atLeast(10_000),
                Parameter.time("charging-unit", "running is charged in multiples of this, rounded up")
                        .atLeast(1),
                Parameter.word(
                        "wake-up",
                        List.of("after-allowance", "at-once"),
                        "when a vCPU that wakes may preempt: after the other's allowance, or at once if it is not ahead of"
                                + " it in virtual time"),
                Parameter.time(
                        "warp", "what a vCPU that woke may borrow, as running time at normal shares; 0 for nothing"),
                Parameter.time("warp-limit", "how long after its wake-up a vCPU borrows at most"),
                Parameter.time("unwarp", "how long a vCPU that reached the limit may not borrow"));
    }

    @Override
    public void start(Dispatcher dispatcher, Parameters parameters) {
        this.dispatcher = dispatcher;
        this.allowanceNs = parameters.ns("context-switch-allowance");
        this.chargingUnitNs = parameters.ns("charging-unit");
        this.preemptsAtOnce = parameters.is("wake-up", "at-once");
        this.warp = NORMAL_ADVANCE * parameters.ns("warp") / chargingUnitNs;
        this.warpLimitNs = parameters.ns("warp-limit");
        this.unwarpNs = parameters.ns("unwarp");
        this.pcpus = new Pcpu[dispatcher.topology().pcpus()];
        for (int i = 0; i < pcpus.length; i++) {
            pcpus[i] = new Pcpu(i);
        }
    }

    @Override
    public void add(Contender vcpu) {
        BitSet affinity = vcpu.claim().affinity();
        int next = affinity.nextSetBit(lastHome + 1);
        lastHome = next >= 0 ? next : affinity.nextSetBit(0);
        units.add(new Unit(vcpu, lastHome, pcpus[lastHome].systemTime));
    }

    @Override
    public void wake(Contender vcpu) {
        Unit unit = units.get(vcpu.id());
        Pcpu pcpu = pcpus[unit.home];
        long now = dispatcher.now();
        unit.actual = Math.max(unit.actual, pcpu.systemTime);
        unit.borrows = true;
        unit.borrowsSinceNs = now;
        settle(unit, now);
        pcpu.waiting.add(0, unit);
        long allowanceEndNs = pcpu.startedNs + allowanceNs;
        if (pcpu.running == null || allowanceEndNs <= now || preemptsAtOnce && isDue(unit, pcpu, now)) {
            dispatcher.reschedule(unit.home);
        } else if (allowanceEndNs < pcpu.startedNs + pcpu.sliceNs) {
            pcpu.allowanceOver.armAt(allowanceEndNs);
        }
    }

    /** Whether a vCPU that waits is not ahead of the one that runs, were that charged now. */
    private boolean isDue(Unit unit, Pcpu pcpu, long now) {
        Unit running = pcpu.running;
        long actual = running.actual + charge(pcpu, now);
        return unit.effective <= (mayBorrow(running, now) ? actual - warp : actual);
    }

    private long charge(Pcpu pcpu, long now) {
        return (now - pcpu.startedNs + chargingUnitNs - 1) / chargingUnitNs * pcpu.running.advance;
    }

    private boolean mayBorrow(Unit unit, long now) {
        return unit.borrows && now - unit.borrowsSinceNs < warpLimitNs && now - unit.lastUnwarpedNs > unwarpNs;
    }

    /** Sets the effective virtual time, and ends borrowing that may not go on. */
    private void settle(Unit unit, long now) {
        if (mayBorrow(unit, now)) {
            unit.effective = unit.actual - warp;
        } else {
            unit.effective = unit.actual;
            if (unit.borrows) {
                unit.borrows = false;
                unit.lastUnwarpedNs = now;
            }
        }
    }

    @Override
    public void block(Contender vcpu, int pcpu) {
        stop(pcpus[pcpu]).borrows = false;
    }

    private Unit stop(Pcpu pcpu) {
        long now = dispatcher.now();
        Unit unit = pcpu.running;
        unit.actual += charge(pcpu, now);
        settle(unit, now);
        pcpu.running = null;
        return unit;
    }

    @Override
    public Contender schedule(int index) {
        Pcpu pcpu = pcpus[index];
        pcpu.allowanceOver.cancel();
        if (pcpu.running != null) {
            pcpu.waiting.add(stop(pcpu));
        }
        if (pcpu.waiting.isEmpty()) {
            return null;
        }
        int first = 0;
        long leastActual = Long.MAX_VALUE;
        for (int i = 0; i < pcpu.waiting.size(); i++) {
            Unit unit = pcpu.waiting.get(i);
            if (unit.effective < pcpu.waiting.get(first).effective) {
                first = i;
            }
            leastActual = Math.min(leastActual, unit.actual);
        }
        pcpu.systemTime = leastActual;
        pcpu.running = pcpu.waiting.remove(first);
        pcpu.startedNs = dispatcher.now();
        pcpu.sliceNs = pcpu.waiting.isEmpty() ? ALLOWANCES_IF_ALONE * allowanceNs : allowanceNs;
        return pcpu.running.vcpu;
    }

    @Override
    public boolean isContended(int pcpu) {
        return !pcpus[pcpu].waiting.isEmpty();
    }

    @Override
    public long sliceNs(int pcpu) {
        return pcpus[pcpu].sliceNs;
    }
}
