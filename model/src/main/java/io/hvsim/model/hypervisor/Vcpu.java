// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.hypervisor;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.guest.Burst;
import io.hvsim.model.guest.Execution;
import io.hvsim.model.guest.GuestCpu;
import io.hvsim.model.guest.Processor;
import io.hvsim.model.measure.RunState;
import io.hvsim.model.measure.RunStateClock;
import io.hvsim.model.measure.VcpuTimeline;
import io.hvsim.model.scheduling.Contender;
import io.hvsim.model.scheduling.Dispatcher;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Ledger;

/**
 * A virtual CPU: runs what its guest selects while it has a pCPU, and accounts every nanosecond.
 *
 * <pre>
 *              interrupt                 dispatched
 *   BLOCKED ─────────────► RUNNABLE ─────────────────► RUNNING
 *      ▲                       ▲        preempted         │ │
 *      │                       └──────────────────────────┘ │
 *      └────────────────────── halts ───────────────────────┘
 * </pre>
 *
 * <p>While the hypervisor keeps it from running, to migrate it or to bring a page, a vCPU that would be RUNNABLE or RUNNING
 * is OFFLINE. One that has halted stays BLOCKED until it is woken.
 */
final class Vcpu implements Processor {
    final Contender contender;
    final Vm vm;
    /** Null when its VM loses the same to caches at each switch. */
    final VcpuCaches caches;
    /** The pCPU that runs this vCPU, or null. */
    Pcpu pcpu;

    private final Hypervisor hypervisor;
    private final Simulation simulation;
    private final GuestCpu guest;
    private final Timer end;
    private final RunStateClock clock;
    private final Execution switching = new Execution();
    private Execution executing;
    private long syncedAt;
    private boolean selecting;
    private long haltedAt;
    private long watchedUntil = Long.MAX_VALUE;
    private long pollWindowNs;
    private long polledNs;
    private Cause waiting = Cause.READY;
    /** Time of the hypervisor's code that may end in a directed yield, in nanoseconds; 0 while the guest runs. */
    private long handlingNs;
    /** What that is charged to. */
    private Cause handling = Cause.PAUSE;
    /** Time in which its pCPU waits for the lock of its run queue and it fills caches, in nanoseconds; 0 when that is over. */
    private long settlingNs;
    /** Null when the memory of the VM takes no part. */
    private VcpuMemory memory;

    /** Null unless the run is traced. */
    private VcpuTimeline timeline;

    private boolean stopped;
    private boolean pagingIn;
    /** Whether the policy still takes the vCPU for runnable, although it was stopped. */
    private boolean queued;

    private long pauseWindowNs;
    private boolean isPreempted;
    /** Speed of its pCPU, as threads of one core share it. */
    private double threadSpeed = 1;
    /** Speed beside that, as its memory is near or far. */
    private double memorySpeed = 1;
    /** Speed beside both, as other cores of the socket are active. */
    private double clockSpeed = 1;
    /** All three together. */
    private double speed = 1;
    /** In the handler of a pause-loop exit, until it runs the guest again. */
    boolean isInPauseLoop;
    /** Whether one that is in a pause-loop handler may be boosted the next time it is looked at. */
    boolean isYieldEligible;
    /** The handler of its last pause-loop exit. */
    final YieldSearch search = new YieldSearch();

    Vcpu(Hypervisor hypervisor, Simulation simulation, Vm vm, Contender contender, GuestCpu guest) {
        this.hypervisor = hypervisor;
        this.simulation = simulation;
        this.vm = vm;
        this.caches = vm.refill == null ? null : new VcpuCaches(vm.refill);
        this.contender = contender;
        this.guest = guest;
        this.end = simulation.timer(this::ended);
        this.clock = new RunStateClock(RunState.BLOCKED, simulation.now());
        guest.attach(this);
    }

    GuestCpu guest() {
        return guest;
    }

    RunStateClock clock() {
        return clock;
    }

    /** Tells {@code timeline} from now on what happens. */
    void record(VcpuTimeline timeline) {
        this.timeline = timeline;
        guest.record(timeline);
    }

    void attach(VcpuMemory memory) {
        this.memory = memory;
    }

    /** The guest has something to do again. Returns whether the vCPU became runnable: not while it is stopped. */
    boolean wake() {
        enter(stopped ? RunState.OFFLINE : RunState.RUNNABLE);
        return !stopped;
    }

    /** Keeps the vCPU from running until {@link #release()}. */
    void stop() {
        sync();
        stopped = true;
        if (clock.state() == RunState.RUNNABLE) {
            queued = true;
        } else if (clock.state() == RunState.RUNNING) {
            end.cancel();
            leavePcpu();
        } else {
            return;
        }
        enter(RunState.OFFLINE);
    }

    /** Ends {@link #stop()}. */
    void release() {
        sync();
        stopped = false;
    }

    /** Whether the vCPU is OFFLINE. */
    boolean isOffline() {
        return clock.state() == RunState.OFFLINE;
    }

    /** Becomes runnable again, if it is OFFLINE for no reason any more; returns whether the policy has to be told. */
    boolean resume() {
        if (!isOffline() || stopped || pagingIn) {
            return false;
        }
        enter(RunState.RUNNABLE);
        boolean unknown = !queued;
        queued = false;
        return unknown;
    }

    /** The policy was told that the vCPU does not run. */
    void dequeued() {
        queued = false;
    }

    /** A page that the guest touched has to be brought. */
    private void pageIn() {
        executing = null;
        pagingIn = true;
        enter(RunState.OFFLINE);
        hypervisor.halted(this);
        memory.fetch();
    }

    /** The page is there. */
    void pagedIn() {
        sync();
        pagingIn = false;
        hypervisor.resume(this);
    }

    /** What the guest's accesses to memory need from now on has changed. */
    void accessesChanged() {
        sync();
        if (isInGuest()) {
            execute(executing, guest.limitNs());
        }
    }

    /** Halts. */
    private void halt() {
        executing = null;
        haltedAt = simulation.now();
        watchedUntil = Long.MAX_VALUE;
        enter(RunState.BLOCKED);
        hypervisor.halted(this);
    }

    /** The pCPU on which the vCPU halted is given to another one: nobody watches for its interrupts any more. */
    void stopWatching() {
        watchedUntil = Math.min(watchedUntil, simulation.now());
    }

    /** The halt ends. */
    void endHalt(HaltPolling ofHost) {
        HaltPolling polling = guest.pollsBeforeHalting() ? HaltPolling.NONE : ofHost;
        long blockedNs = simulation.now() - haltedAt;
        long watchedNs = Math.min(pollWindowNs, Math.min(watchedUntil, simulation.now()) - haltedAt);
        polledNs += watchedNs;
        if (watchedNs == blockedNs && pollWindowNs > 0) {
            guest.wokenByPolling();
        }
        pollWindowNs = polling.next(pollWindowNs, blockedNs);
    }

    /** Time that pCPUs spent watching for this vCPU to be woken, in nanoseconds. */
    long polledNs() {
        return polledNs;
    }

    /**
     * Gets a pCPU, after a switch that takes as long as {@code switchBurst}.
     *
     * @param settlingNs how long the pCPU waits for the lock of its run queue, and the vCPU fills caches, before that
     */
    void dispatch(Burst switchBurst, long settlingNs) {
        enter(RunState.RUNNING);
        isPreempted = false;
        isInPauseLoop = false;
        pauseWindowNs = hypervisor.yielding().rules().windowNs();
        switching.start(switchBurst, 0);
        this.settlingNs = settlingNs;
        if (settlingNs > 0) {
            executing = switching;
            end.armIn(settlingNs);
        } else {
            select();
        }
    }

    /** Whether its pCPU is still on its way to it. */
    boolean isSwitching() {
        return executing == switching;
    }

    @Override
    public boolean hasPcpu() {
        return clock.state() == RunState.RUNNING;
    }

    /** Whether it was taken off its pCPU while it had something to do, and has not run since. */
    boolean isPreempted() {
        return isPreempted;
    }

    RunState state() {
        return clock.state();
    }

    /** From now on {@code wait} is why the vCPU does not run when it is runnable. */
    void waitsBecauseOf(Dispatcher.Wait wait) {
        sync();
        waiting = switch (wait) {
            case CONTENTION -> Cause.READY;
            case COSTOP -> Cause.COSTOP;
            case CAPPED -> Cause.CAPPED;
        };
    }

    /** Loses its pCPU and stays runnable. */
    void preempt() {
        end.cancel();
        isPreempted = true;
        enter(RunState.RUNNABLE);
        leavePcpu();
    }

    private void leavePcpu() {
        executing = null;
        handlingNs = 0;
        settlingNs = 0;
    }

    @Override
    public void interrupt() {
        if (clock.state() == RunState.BLOCKED) {
            hypervisor.wake(this);
        } else if (clock.state() == RunState.RUNNING && !selecting && isInGuest() && guest.isInterruptible()) {
            proceed();
        }
    }

    @Override
    public void askAgain() {
        if (isInGuest() && !selecting) {
            end.armIn(0);
        }
    }

    private void ended() {
        if (settlingNs > 0) {
            sync();
            settlingNs = 0;
        } else if (handlingNs > 0) {
            sync();
            handlingNs = hypervisor.proceed(this);
            if (handlingNs > 0) {
                end.armIn(handlingNs);
                return;
            }
            isInPauseLoop &= search.hasYielded();
        }
        proceed();
    }

    /** The execution has come to its end or is interrupted: asks the guest what to execute next. */
    private void proceed() {
        sync();
        end.cancel();
        select();
    }

    private void select() {
        if (!switching.isDone()) {
            execute(switching, Long.MAX_VALUE);
            return;
        }
        if (memory != null) {
            if (memory.exits()) {
                execute(memory.exiting(), Long.MAX_VALUE);
                return;
            }
            if (memory.missesPage()) {
                pageIn();
                return;
            }
        }
        selecting = true;
        Execution selected = guest.select();
        selecting = false;
        if (handlingNs > 0) {
            executing = selected;
            end.armIn(handlingNs);
        } else if (selected == null) {
            halt();
        } else {
            execute(selected, guest.limitNs());
        }
    }

    private void execute(Execution execution, long limitNs) {
        executing = execution;
        long ns = Math.min(execution.remainingNs(), limitNs);
        if (memory != null && isGuest(execution)) {
            ns = Math.min(ns, memory.limitNs());
        }
        if (ns != Execution.FOREVER) {
            end.armIn(speed == 1 ? ns : (long) Math.ceil(ns / speed));
        }
    }

    /** From now on the vCPU runs at these speeds, as shares of full speed. */
    void runAt(double threadSpeed, double memorySpeed, double clockSpeed) {
        if (threadSpeed == this.threadSpeed && memorySpeed == this.memorySpeed && clockSpeed == this.clockSpeed) {
            return;
        }
        sync();
        this.clockSpeed = clockSpeed;
        this.threadSpeed = threadSpeed;
        this.memorySpeed = memorySpeed;
        this.speed = threadSpeed * memorySpeed * clockSpeed;
        if (executing != null && !selecting && handlingNs == 0 && settlingNs == 0) {
            end.cancel();
            execute(executing, isGuest(executing) ? guest.limitNs() : Execution.FOREVER);
        }
    }

    /** Whether {@code execution} is the guest's own and not the hypervisor's. */
    private boolean isGuest(Execution execution) {
        return execution != switching && (memory == null || execution != memory.exiting());
    }

    private void enter(RunState next) {
        sync();
        clock.enter(next, simulation.now());
        guest.entered(next);
        if (timeline != null) {
            if (next == RunState.RUNNING) {
                timeline.dispatched(pcpu.index);
            } else {
                timeline.left();
            }
        }
    }

    @Override
    public boolean isInGuest() {
        return executing != null && isGuest(executing) && handlingNs == 0;
    }

    @Override
    public long pauseWindowNs() {
        return pauseWindowNs;
    }

    @Override
    public long pauseGapNs() {
        return hypervisor.yielding().rules().gapNs();
    }

    @Override
    public void pauseLoop() {
        guest.count(Cause.PAUSE);
        handling = Cause.PAUSE;
        handlingNs = hypervisor.yielding().begin(this, simulation.now());
        pauseWindowNs = hypervisor.yielding().rules().grown(pauseWindowNs);
    }

    @Override
    public void kicked(int cpu) {
        Vcpu target = vm.vcpus.get(cpu);
        if (hypervisor.yielding().rules().boostsKicked() && target.state() == RunState.RUNNABLE) {
            yieldTo(target, 0);
        }
    }

    @Override
    public void yieldTo(int cpu) {
        guest.count(Cause.HYPERCALL);
        yieldTo(vm.vcpus.get(cpu), hypervisor.yielding().rules().exitNs());
    }

    private void yieldTo(Vcpu target, long exitNs) {
        if (handlingNs > 0) {
            return;
        }
        handling = Cause.HYPERCALL;
        handlingNs = Math.max(1, exitNs + hypervisor.yielding().aim(this, target, simulation.now() + exitNs));
    }

    @Override
    public void sync() {
        long ns = simulation.now() - syncedAt;
        syncedAt = simulation.now();
        if (ns == 0) {
            return;
        }
        if (clock.state() == RunState.RUNNING) {
            if (handlingNs > 0) {
                guest.delayed(handling, ns);
            } else if (settlingNs > 0) {
                guest.delayed(Cause.VCPU_SWITCH, ns);
            } else {
                advance(ns);
            }
        } else if (clock.state() == RunState.RUNNABLE) {
            guest.delayed(waiting, ns);
        } else if (clock.state() == RunState.OFFLINE) {
            guest.delayed(stopped ? Cause.MIGRATION : Cause.PAGE_IN, ns);
        }
        if (timeline != null) {
            boolean isHalted = clock.state() == RunState.BLOCKED;
            timeline.accounted(simulation.now() - ns, isHalted, guest.requestAtHand(), guest.spinsFor());
        }
    }

    /** Executes for {@code ns}, of which only a part counts as work where the pCPU is slower than it could be. */
    private void advance(long ns) {
        long workNs = speed == 1 ? ns : Math.min((long) (ns * speed), executing.remainingNs());
        if (isGuest(executing)) {
            guest.advance(workNs);
            if (memory != null) {
                memory.advance(workNs);
            }
        } else {
            guest.delayedBy(executing, workNs);
        }
        if (workNs < ns) {
            long farNs = Math.min(ns - workNs, (long) (workNs / memorySpeed) - workNs);
            long slowNs = Math.min(ns - workNs - farNs, (long) ((workNs + farNs) * (1 / clockSpeed - 1)));
            guest.delayed(Cause.REMOTE_MEMORY, farNs);
            guest.delayed(Cause.CLOCK, slowNs);
            guest.delayed(Cause.SMT, ns - workNs - farNs - slowNs);
        }
    }

    /**
     * Checks that the vCPU's accounts agree to the nanosecond.
     *
     * @throws IllegalStateException if run states do not add up to elapsed time, or causes to run states
     */
    void check() {
        sync();
        clock.check(simulation.now());
        Ledger all = new Ledger();
        all.add(guest.taskLedger());
        all.add(guest.systemLedger());
        long waited = all.ns[Cause.READY.ordinal()] + all.ns[Cause.COSTOP.ordinal()] + all.ns[Cause.CAPPED.ordinal()];
        expect("RUNNABLE", clock.ns(RunState.RUNNABLE, simulation.now()), waited);
        long kept = all.ns[Cause.MIGRATION.ordinal()] + all.ns[Cause.PAGE_IN.ordinal()];
        expect("OFFLINE", clock.ns(RunState.OFFLINE, simulation.now()), kept);
        expect("RUNNING", clock.ns(RunState.RUNNING, simulation.now()), all.totalNs() - waited - kept);
    }

    private void expect(String state, long clockNs, long ledgerNs) {
        if (clockNs != ledgerNs) {
            throw new IllegalStateException("vCPU " + contender.id() + " was " + state + " for " + clockNs
                    + " ns, its causes add up to " + ledgerNs + " ns");
        }
    }
}
