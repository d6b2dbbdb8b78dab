// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proportional share in the manner of VMware ESX 3 and later. The runnable vCPU that has consumed least for its shares runs
 * first. A VM below its reservation goes before all that are not, and one that has used up its limit is held
 * ({@link Wait#CAPPED}); what a VM is entitled to is thus its part by shares of what active vCPUs demand, but no less than
 * its reservation and no more than its limit. The same holds for resource pools: a pool gets its part by shares beside what
 * else is in its parent, and what competes in it divides that. VMs in a pool below its reservation go first as if they were
 * below their own; a pool at its limit is held with all that is in it. A vCPU that slept may be behind by at most one quantum, so that sleeping saves
 * up no claim, and one that ran on its reservation is ahead by at most one quantum.
 *
 * <p>A vCPU that wakes takes an idle pCPU, preferably the one it ran on last, and on hosts with threads one whose core is
 * idle; else it preempts the running vCPU that is furthest ahead of it by more than the margin.
 *
 * <p>vCPUs of a VM are kept together by relaxed co-scheduling ({@link Wait#COSTOP}). On hosts with threads, a VM that has
 * fallen behind the mean by more than the halting-idle penalty, summed over its vCPUs that want to run, although they have had
 * a turn, gets whole cores: the other threads stay idle. A vCPU alone on its core consumes the time of all threads then.
 * On hosts of several sockets with memory of their own, a VM runs on its home node ({@link HomeNodes}).
 *
 * <p>Source: VMware, "The CPU Scheduler in VMware vSphere 5.1" (2013); the halting-idle penalty is described in VMware's
 * knowledge base, article 1020233. Differs from the source in: one queue serves the host, or a node, so
 * nothing is balanced within;
 * time inside the hypervisor counts as progress, as a policy cannot see it (ESX 4 and later exclude it); the lead of a halted
 * vCPU does not grow; reservation and limit count the time of a thread, whatever its twin does. How time is saved up and
 * lent, and the margin, are not published, and assumed. What a VM had when its limit holds it is not charged to its pool: the
 * pools divide the rest as if it were not there. One decision takes logarithmic time in the number of waiting vCPUs; a
 * wake-up that finds no idle pCPU looks at each pCPU.
 */
public final class EsxShareScheduler implements VcpuScheduler {
    private static final int NONE = -1;

    private final List<Member> members = new ArrayList<>();
    private final List<Vm> vms = new ArrayList<>();
    private final Map<Pool, SharePool> pools = new HashMap<>();
    /** pCPUs that were called since the policy was last told something. */
    private final BitSet called = new BitSet();

    private Dispatcher dispatcher;
    private int threads;
    private RelaxedCoscheduling coscheduling;
    private WholeCores cores;
    private HomeNodes homes;
    private ShareQueues queues;
    private Member[] running;
    /** pCPUs that run nothing. */
    private IdlePcpus idle;
    /** What the clock of its pool showed when the running vCPU was last charged, in nanoseconds. */
    private double[] since;
    /** Progress of those who were served last, in nanoseconds for a vCPU of normal shares. */
    private double minimumNs;

    /** Mean progress of all that want to run, by shares, and when it was last taken. */
    private double meanNs;

    private long meanAt = Long.MIN_VALUE / 2;
    private long sampleNs;
    private long quantumNs;
    private long marginNs;
    private long penaltyNs;

    private static final class Vm {
        final List<Member> members = new ArrayList<>();
        final SharePool pool;
        private final Budget budget;

        Vm(SharePool pool, Budget budget) {
            this.pool = pool;
            this.budget = budget;
        }

        void addVcpu(Member member) {
            members.add(member);
            budget.addVcpu();
            pool.addVcpu();
        }

        void uses(int more) {
            budget.uses(more);
            pool.uses(more);
        }

        boolean isBelowReservation() {
            return budget.isBelowReservation() || pool.isBelowReservation();
        }

        boolean isCapped() {
            return budget.isCapped() || pool.isCapped();
        }
    }

    private static final class Member {
        final Contender vcpu;
        final Vm vm;
        final double shares;
        /** Whether a reservation, its VM's or of a pool that this is in, may put it first. */
        final boolean reserved;

        ShareQueue queue;
        /** Time consumed, in nanoseconds for a vCPU of normal shares. */
        double progressNs;

        boolean awake;
        /** Whether it counts in its pool: awake, and not held by a limit. */
        boolean competes;

        int pcpu = NONE;
        int lastPcpu = NONE;
        Wait wait = Wait.CONTENTION;

        Member(Contender vcpu, Vm vm) {
            this.vcpu = vcpu;
            this.vm = vm;
            this.shares = vcpu.shares();
            this.reserved = vcpu.claim().reservation() > 0 || vm.pool.isWithinReserved();
        }

        boolean isWaiting() {
            return awake && pcpu == NONE;
        }

        boolean isBelowReservation() {
            return reserved && vm.isBelowReservation();
        }
    }

    @Override
    public String name() {
        return "esx-share";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.time("quantum", "how long a vCPU runs before the next one has its turn")
                        .atLeast(1),
                Parameter.time(
                        "preemption-margin",
                        "how far ahead, at normal shares, a running vCPU must be of a waking one to be preempted"),
                Parameter.word(
                        "co-scheduling",
                        List.of("relaxed", "none"),
                        "whether vCPUs that are ahead of others of their VM are stopped"),
                Parameter.time("stop-skew", "lead over the slowest vCPU of the VM above which one is stopped"),
                Parameter.time("start-skew", "lead below which a stopped vCPU goes on"),
                Parameter.time("sample", "how often leads are compared").atLeast(1),
                Parameter.time(
                        "halting-idle-penalty",
                        "how far a VM must have fallen behind to get whole cores on a host with threads; 0 for never"),
                Parameter.word(
                        "numa",
                        List.of("home-node", "none"),
                        "whether a VM whose memory is on one socket runs there only"),
                Parameter.time("rebalance", "how often home nodes are compared").atLeast(1),
                Parameter.number(
                        "page-migration",
                        "part, 0 to 1, of the memory not yet on a new home node that follows each time they are compared"));
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
    public boolean keepsPools() {
        return true;
    }

    @Override
    public void start(Dispatcher dispatcher, Parameters parameters) {
        this.dispatcher = dispatcher;
        this.threads = dispatcher.topology().threadsPerCore();
        this.running = new Member[dispatcher.topology().pcpus()];
        this.idle = new IdlePcpus(dispatcher.topology());
        this.since = new double[running.length];
        this.queues = new ShareQueues(running.length);
        this.cores = new WholeCores(dispatcher);
        this.quantumNs = parameters.ns("quantum");
        this.marginNs = parameters.ns("preemption-margin");
        this.sampleNs = parameters.ns("sample");
        this.penaltyNs = threads == 1 ? 0 : parameters.ns("halting-idle-penalty");
        this.homes = new HomeNodes(
                dispatcher,
                parameters.is("numa", "home-node") ? parameters.ns("rebalance") : 0,
                parameters.number("page-migration"),
                this::movedHome);
        this.coscheduling = new RelaxedCoscheduling(
                dispatcher,
                parameters.ns("stop-skew"),
                parameters.ns("start-skew"),
                parameters.is("co-scheduling", "relaxed") ? sampleNs : 0,
                this::stoppedOrReleased,
                this::callIdle);
    }

    @Override
    public void add(Contender vcpu) {
        if (vcpu.vm() == vms.size()) {
            vms.add(vm(vcpu.vm(), vcpu.claim()));
        }
        Vm vm = vms.get(vcpu.vm());
        Member member = new Member(vcpu, vm);
        vm.addVcpu(member);
        homes.add(vcpu);
        for (Member each : vm.members) {
            each.queue = queues.of(homes.pcpus(vcpu.vm()));
        }
        members.add(member);
        coscheduling.add(vcpu);
    }

    private Vm vm(int number, Claim claim) {
        Runnable changed = () -> {
            called.clear();
            budgetChanged(vms.get(number));
        };
        return new Vm(pool(claim.pool()), budget(claim.reservation(), claim.limit(), changed));
    }

    private SharePool pool(Pool pool) {
        SharePool known = pools.get(pool);
        if (known == null) {
            SharePool parent = pool == Pool.HOST ? null : pool(pool.parent());
            known = new SharePool(
                    pool, parent, budget(pool.reservation(), pool.limit(), () -> budgetChanged(pools.get(pool))));
            pools.put(pool, known);
        }
        return known;
    }

    private Budget budget(double reservation, double limit, Runnable changed) {
        return new Budget(reservation, limit, quantumNs, marginNs, dispatcher, changed);
    }

    @Override
    public void wake(Contender vcpu) {
        called.clear();
        Member member = members.get(vcpu.id());
        member.awake = true;
        homes.change(vcpu.vm(), 1);
        forgive(member);
        coscheduling.wakes(vcpu);
        file(member);
        call(member);
    }

    private void compete(Member member, boolean competes) {
        if (competes == member.competes) {
            return;
        }
        member.competes = competes;
        if (competes) {
            member.vm.pool.join(member.shares, dispatcher.now());
        } else {
            member.vm.pool.leave(member.shares, dispatcher.now());
        }
    }

    /** A vCPU that could not run, or did not want to, is not further behind than one quantum. */
    private void forgive(Member member) {
        compete(member, !member.vm.isCapped());
        member.progressNs = Math.max(member.progressNs, minimumNs - weighted(member, quantumNs));
    }

    /** Puts a waiting vCPU where it belongs: into its queue, or out of it as long as it is held. */
    private void file(Member member) {
        Wait why = member.vm.isCapped()
                ? Wait.CAPPED
                : coscheduling.isStopped(member.vcpu) ? Wait.COSTOP : Wait.CONTENTION;
        if (why != member.wait) {
            member.wait = why;
            dispatcher.waitsBecauseOf(member.vcpu, why);
        }
        compete(member, why != Wait.CAPPED);
        int id = member.vcpu.id();
        member.queue.remove(id);
        if (why == Wait.CAPPED) {
            coscheduling.goesOn(member.vcpu);
        } else {
            coscheduling.waits(member.vcpu);
        }
        if (why == Wait.CONTENTION) {
            member.queue.add(id, member.isBelowReservation(), member.progressNs);
        }
    }

    /** Lets a pCPU choose that would serve the waiting vCPU. */
    private void call(Member member) {
        if (member.wait != Wait.CONTENTION) {
            return;
        }
        int pcpu = idlePcpu(member);
        if (pcpu == NONE) {
            pcpu = victim(member);
        }
        if (pcpu != NONE) {
            called.set(pcpu);
            dispatcher.reschedule(pcpu);
        }
    }

    private int idlePcpu(Member member) {
        int last = member.lastPcpu;
        boolean lastIsIdle = last != NONE && isIdle(last) && mayRunOn(member, last);
        if (lastIsIdle && idle.isCoreIdle(last)) {
            return last;
        }
        BitSet allowed = homes.pcpus(member.vcpu.vm());
        int alone = idlePcpu(allowed, true);
        if (alone != NONE) {
            return alone;
        }
        return lastIsIdle ? last : idlePcpu(allowed, false);
    }

    private int idlePcpu(BitSet allowed, boolean alone) {
        int pcpu = idle.next(allowed, alone, 0);
        while (pcpu != NONE && !isIdle(pcpu)) {
            pcpu = idle.next(allowed, alone, pcpu + 1);
        }
        return pcpu;
    }

    /** Whether the pCPU runs nothing, may, and has not been called yet. */
    private boolean isIdle(int pcpu) {
        return idle.contains(pcpu) && !cores.keepsIdle(pcpu) && !called.get(pcpu);
    }

    /** Whether the other threads of the core have nothing to do. */
    private boolean isAlone(int pcpu) {
        for (int twin = cores.firstThread(pcpu); twin < cores.endOfCore(pcpu); twin++) {
            if (twin != pcpu && running[twin] != null) {
                return false;
            }
        }
        return true;
    }

    /** The pCPU whose vCPU the waking one preempts: one that it outranks by reservation, or else the furthest ahead. */
    private int victim(Member member) {
        int victim = NONE;
        boolean outranked = false;
        double furthest = member.progressNs + weighted(member, marginNs);
        boolean isBelow = member.isBelowReservation();
        BitSet allowed = homes.pcpus(member.vcpu.vm());
        for (int pcpu = allowed.nextSetBit(0); pcpu >= 0; pcpu = allowed.nextSetBit(pcpu + 1)) {
            Member other = running[pcpu];
            if (other == null || called.get(pcpu)) {
                continue;
            }
            boolean otherIsBelow = other.isBelowReservation();
            if (otherIsBelow && !isBelow) {
                continue;
            }
            boolean outranks = isBelow && !otherIsBelow;
            double ahead = other.progressNs + uncharged(pcpu);
            if (outranks == outranked ? ahead > furthest : outranks) {
                outranked = outranks;
                furthest = ahead;
                victim = pcpu;
            }
        }
        return victim;
    }

    private boolean mayRunOn(Member member, int pcpu) {
        return homes.pcpus(member.vcpu.vm()).get(pcpu);
    }

    private void movedHome(int vm) {
        called.clear();
        ShareQueue queue = queues.of(homes.pcpus(vm));
        for (Member member : vms.get(vm).members) {
            member.queue.remove(member.vcpu.id());
            member.queue = queue;
            if (member.isWaiting()) {
                file(member);
                call(member);
            } else if (member.pcpu != NONE) {
                dispatcher.reschedule(member.pcpu);
            }
        }
    }

    private void callIdle() {
        for (int pcpu = 0; pcpu < running.length; pcpu++) {
            if (running[pcpu] == null) {
                dispatcher.reschedule(pcpu);
            }
        }
    }

    private void stoppedOrReleased(Contender vcpu) {
        Member member = members.get(vcpu.id());
        if (member.isWaiting()) {
            file(member);
        } else {
            dispatcher.reschedule(member.pcpu);
        }
    }

    private void budgetChanged(SharePool pool) {
        called.clear();
        if (pool.isReserved() && !pool.isBelowReservation()) {
            leadAtMostOneQuantum(pool);
        }
        for (Vm vm : vms) {
            if (vm.pool.isWithin(pool)) {
                budgetChanged(vm);
            }
        }
    }

    private void budgetChanged(Vm vm) {
        for (Member member : vm.members) {
            if (member.isWaiting()) {
                forgive(member);
                leadAtMostOneQuantum(member);
                file(member);
                call(member);
            } else if (member.pcpu != NONE) {
                charge(member.pcpu);
                leadAtMostOneQuantum(member);
                if (vm.isCapped()) {
                    dispatcher.reschedule(member.pcpu);
                }
            }
        }
    }

    /** The pool as a whole: what its vCPUs had of its reservation stays between them. */
    private void leadAtMostOneQuantum(SharePool pool) {
        double excessNs = Double.POSITIVE_INFINITY;
        for (Member member : members) {
            if (member.competes && member.vm.pool.isWithin(pool)) {
                double leadNs = progressNs(member) - minimumNs;
                excessNs = Math.min(excessNs, leadNs - weighted(member, quantumNs));
            }
        }
        if (excessNs == Double.POSITIVE_INFINITY || excessNs <= 0) {
            return;
        }
        for (Member member : members) {
            if (member.competes && member.vm.pool.isWithin(pool)) {
                member.progressNs -= excessNs;
            }
        }
    }

    private void leadAtMostOneQuantum(Member member) {
        if (!member.isBelowReservation() && member.vcpu.claim().reservation() > 0) {
            member.progressNs = Math.min(member.progressNs, minimumNs + weighted(member, quantumNs));
        }
    }

    @Override
    public void block(Contender vcpu, int pcpu) {
        stop(pcpu);
        Member member = members.get(vcpu.id());
        member.awake = false;
        homes.change(vcpu.vm(), -1);
        compete(member, false);
        coscheduling.halts(vcpu);
    }

    private void stop(int pcpu) {
        Member member = running[pcpu];
        charge(pcpu);
        chargeTwins(pcpu);
        running[pcpu] = null;
        idle.set(pcpu, true);
        member.pcpu = NONE;
        member.vm.uses(-1);
    }

    private void charge(int pcpu) {
        running[pcpu].progressNs += uncharged(pcpu);
        since[pcpu] = clockNs(running[pcpu]);
    }

    /** What one thread of a core consumes changes when another starts or stops. */
    private void chargeTwins(int pcpu) {
        if (penaltyNs == 0) {
            return;
        }
        for (int twin = cores.firstThread(pcpu); twin < cores.endOfCore(pcpu); twin++) {
            if (twin != pcpu && running[twin] != null) {
                charge(twin);
            }
        }
    }

    private double uncharged(int pcpu) {
        double ns = clockNs(running[pcpu]) - since[pcpu];
        boolean wholeCore = penaltyNs > 0 && isAlone(pcpu);
        return byShares(running[pcpu], wholeCore ? ns * threads : ns);
    }

    private double clockNs(Member member) {
        return member.vm.pool.clockNs(dispatcher.now());
    }

    /** What a vCPU consumes in {@code ns} of a thread. */
    private static double weighted(Member member, long ns) {
        return byShares(member, ns * member.vm.pool.speed());
    }

    private static double byShares(Member member, double poolNs) {
        return poolNs * Claim.NORMAL_SHARES / member.shares;
    }

    @Override
    public Contender schedule(int pcpu) {
        called.clear();
        Member previous = running[pcpu];
        if (previous != null) {
            stop(pcpu);
            file(previous);
            if (!mayRunOn(previous, pcpu)) {
                call(previous);
            }
        }
        if (cores.keepsIdle(pcpu)) {
            return null;
        }
        int id = queues.take(pcpu);
        Member next = id == NONE ? null : members.get(id);
        if (next != null) {
            run(next, pcpu);
        }
        if (penaltyNs > 0) {
            // Who has just waited is behind for the moment; a core helps those whom a turn of their own did not.
            cores.keep(pcpu, next != null && next == previous && behindNs(next.vm) > penaltyNs);
        }
        return next == null ? null : next.vcpu;
    }

    private void run(Member member, int pcpu) {
        chargeTwins(pcpu);
        running[pcpu] = member;
        idle.set(pcpu, false);
        since[pcpu] = clockNs(member);
        member.pcpu = pcpu;
        member.lastPcpu = pcpu;
        member.vm.uses(1);
        coscheduling.goesOn(member.vcpu);
        if (!member.isBelowReservation()) {
            minimumNs = Math.max(minimumNs, member.progressNs);
        }
    }

    /** How much less than the mean for their shares the VM's vCPUs that want to run have had, in ns of a thread. */
    private double behindNs(Vm vm) {
        if (dispatcher.now() - meanAt >= sampleNs) {
            meanAt = dispatcher.now();
            meanNs = meanProgressNs();
        }
        double ns = 0;
        for (Member member : vm.members) {
            ns += member.awake ? (meanNs - progressNs(member)) * weight(member) : 0;
        }
        return ns;
    }

    private double meanProgressNs() {
        double sum = 0;
        double weights = 0;
        for (Member member : members) {
            if (member.awake) {
                sum += progressNs(member) * weight(member);
                weights += weight(member);
            }
        }
        return sum / weights;
    }

    private double progressNs(Member member) {
        return member.progressNs + (member.pcpu == NONE ? 0 : uncharged(member.pcpu));
    }

    /** 0 if its limit holds all that is in its pool. */
    private static double weight(Member member) {
        double speed = member.vm.pool.speed();
        return speed == 0 ? 0 : member.shares / Claim.NORMAL_SHARES / speed;
    }

    @Override
    public long sliceNs(int pcpu) {
        return quantumNs;
    }
}
