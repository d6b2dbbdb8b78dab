// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.scheduling;

import io.hvsim.model.scheduling.Dispatcher.Wait;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Proportional share in the manner of VMware ESX 3 and later. The runnable vCPU that has consumed least for its shares runs
 * first. A VM below its reservation goes before all that are not, and one that has used up its limit is held
 * ({@link Wait#CAPPED}); what a VM is entitled to is thus its part by shares of what active vCPUs demand, but no less than
 * its reservation and no more than its limit. A vCPU that slept may be behind by at most one quantum, so that sleeping saves
 * up no claim, and one that ran on its reservation is ahead by at most one quantum.
 *
 * <p>A vCPU that wakes takes an idle pCPU, preferably the one it ran on last, and on hosts with threads one whose core is
 * idle; else it preempts the running vCPU that is furthest ahead of it by more than the margin.
 *
 * <p>vCPUs of a VM are kept together by relaxed co-scheduling ({@link Wait#COSTOP}). On hosts with threads, a VM that has
 * fallen behind the mean by more than the halting-idle penalty, summed over its vCPUs that want to run, although they have had
 * a turn, gets whole cores: the other threads stay idle. A vCPU alone on its core consumes the time of all threads then.
 *
 * <p>Source: VMware, "The CPU Scheduler in VMware vSphere 5.1" (2013); the halting-idle penalty is described in VMware's
 * knowledge base, article 1020233. Differs from the source in: no resource pools and no NUMA; one queue serves the host, so
 * nothing is balanced; time inside the hypervisor counts as progress, as a policy cannot see it (ESX 4 and later exclude
 * it); the lead of a halted vCPU does not grow; reservation and limit count the time of a thread, whatever its twin does.
 * How time is saved up and lent, and the margin, are not published, and assumed. One decision takes logarithmic time in the
 * number of waiting vCPUs; a wake-up that finds no idle pCPU looks at each pCPU.
 */
public final class EsxShareScheduler implements VcpuScheduler {
    private static final int NONE = -1;

    private final List<Member> members = new ArrayList<>();
    private final List<Vm> vms = new ArrayList<>();
    /** pCPUs that were called since the policy was last told something. */
    private final BitSet called = new BitSet();

    private Dispatcher dispatcher;
    private int threads;
    private RelaxedCoscheduling coscheduling;
    private WholeCores cores;
    private ShareQueues queues;
    private Member[] running;
    private long[] since;
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
        final Budget budget;

        Vm(Budget budget) {
            this.budget = budget;
        }
    }

    private static final class Member {
        final Contender vcpu;
        final Vm vm;
        final ShareQueue queue;
        /** Time consumed, in nanoseconds for a vCPU of normal shares. */
        double progressNs;

        boolean awake;
        int pcpu = NONE;
        int lastPcpu = NONE;
        Wait wait = Wait.CONTENTION;

        Member(Contender vcpu, Vm vm, ShareQueue queue) {
            this.vcpu = vcpu;
            this.vm = vm;
            this.queue = queue;
        }

        boolean isWaiting() {
            return awake && pcpu == NONE;
        }

        boolean isBelowReservation() {
            return vm.budget.isBelowReservation();
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
                        "how far a VM must have fallen behind to get whole cores on a host with threads; 0 for never"));
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
        this.threads = dispatcher.topology().threadsPerCore();
        this.running = new Member[dispatcher.topology().pcpus()];
        this.since = new long[running.length];
        this.queues = new ShareQueues(running.length);
        this.cores = new WholeCores(dispatcher);
        this.quantumNs = parameters.ns("quantum");
        this.marginNs = parameters.ns("preemption-margin");
        this.sampleNs = parameters.ns("sample");
        this.penaltyNs = threads == 1 ? 0 : parameters.ns("halting-idle-penalty");
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
            int vm = vcpu.vm();
            vms.add(new Vm(
                    new Budget(vcpu.claim(), quantumNs, marginNs, dispatcher, () -> budgetChanged(vms.get(vm)))));
        }
        Vm vm = vms.get(vcpu.vm());
        vm.budget.addVcpu();
        Member member = new Member(vcpu, vm, queues.of(vcpu.claim().affinity()));
        vm.members.add(member);
        members.add(member);
        coscheduling.add(vcpu);
    }

    @Override
    public void wake(Contender vcpu) {
        called.clear();
        Member member = members.get(vcpu.id());
        member.awake = true;
        forgive(member);
        coscheduling.wakes(vcpu);
        file(member);
        call(member);
    }

    /** A vCPU that could not run, or did not want to, is not further behind than one quantum. */
    private void forgive(Member member) {
        member.progressNs = Math.max(member.progressNs, minimumNs - weighted(member, quantumNs));
    }

    /** Puts a waiting vCPU where it belongs: into its queue, or out of it as long as it is held. */
    private void file(Member member) {
        Wait why = member.vm.budget.isCapped()
                ? Wait.CAPPED
                : coscheduling.isStopped(member.vcpu) ? Wait.COSTOP : Wait.CONTENTION;
        if (why != member.wait) {
            member.wait = why;
            dispatcher.waitsBecauseOf(member.vcpu, why);
        }
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
        boolean lastIsIdle = last != NONE && isIdle(last);
        if (lastIsIdle && isAlone(last)) {
            return last;
        }
        int idle = lastIsIdle ? last : NONE;
        for (int pcpu = 0; pcpu < running.length; pcpu++) {
            if (isIdle(pcpu) && member.vcpu.mayRunOn(pcpu)) {
                if (isAlone(pcpu)) {
                    return pcpu;
                }
                idle = idle == NONE ? pcpu : idle;
            }
        }
        return idle;
    }

    private boolean isIdle(int pcpu) {
        return running[pcpu] == null && !cores.keepsIdle(pcpu) && !called.get(pcpu);
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
        for (int pcpu = 0; pcpu < running.length; pcpu++) {
            Member other = running[pcpu];
            if (other == null || called.get(pcpu) || !member.vcpu.mayRunOn(pcpu)) {
                continue;
            }
            if (other.isBelowReservation() && !member.isBelowReservation()) {
                continue;
            }
            boolean outranks = member.isBelowReservation() && !other.isBelowReservation();
            double ahead = other.progressNs + uncharged(pcpu);
            if (outranks == outranked ? ahead > furthest : outranks) {
                outranked = outranks;
                furthest = ahead;
                victim = pcpu;
            }
        }
        return victim;
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

    private void budgetChanged(Vm vm) {
        called.clear();
        for (Member member : vm.members) {
            if (member.isWaiting()) {
                forgive(member);
                leadAtMostOneQuantum(member);
                file(member);
                call(member);
            } else if (member.pcpu != NONE) {
                charge(member.pcpu);
                leadAtMostOneQuantum(member);
                if (vm.budget.isCapped()) {
                    dispatcher.reschedule(member.pcpu);
                }
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
        members.get(vcpu.id()).awake = false;
        coscheduling.halts(vcpu);
    }

    private void stop(int pcpu) {
        Member member = running[pcpu];
        charge(pcpu);
        chargeTwins(pcpu);
        running[pcpu] = null;
        member.pcpu = NONE;
        member.vm.budget.uses(-1);
    }

    private void charge(int pcpu) {
        running[pcpu].progressNs += uncharged(pcpu);
        since[pcpu] = dispatcher.now();
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
        long ns = dispatcher.now() - since[pcpu];
        boolean wholeCore = penaltyNs > 0 && isAlone(pcpu);
        return weighted(running[pcpu], wholeCore ? ns * threads : ns);
    }

    private static double weighted(Member member, long ns) {
        return ns * Claim.NORMAL_SHARES / member.vcpu.shares();
    }

    @Override
    public Contender schedule(int pcpu) {
        called.clear();
        Member previous = running[pcpu];
        if (previous != null) {
            stop(pcpu);
            file(previous);
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
        since[pcpu] = dispatcher.now();
        member.pcpu = pcpu;
        member.lastPcpu = pcpu;
        member.vm.budget.uses(1);
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

    private static double weight(Member member) {
        return member.vcpu.shares() / Claim.NORMAL_SHARES;
    }

    @Override
    public long sliceNs(int pcpu) {
        return quantumNs;
    }
}
