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
import io.hvsim.model.scheduling.Contender;
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
 */
final class Vcpu implements Processor {
    final Contender contender;
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

    Vcpu(Hypervisor hypervisor, Simulation simulation, Contender contender, GuestCpu guest) {
        this.hypervisor = hypervisor;
        this.simulation = simulation;
        this.contender = contender;
        this.guest = guest;
        this.end = simulation.timer(this::proceed);
        this.clock = new RunStateClock(RunState.BLOCKED, simulation.now());
        guest.attach(this);
    }

    GuestCpu guest() {
        return guest;
    }

    RunStateClock clock() {
        return clock;
    }

    /** Becomes runnable: the guest has something to do again. */
    void wake() {
        enter(RunState.RUNNABLE);
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

    /** Gets a pCPU, after a switch that takes as long as {@code switchBurst}. */
    void dispatch(Burst switchBurst) {
        enter(RunState.RUNNING);
        switching.start(switchBurst, 0);
        select();
    }

    /** Loses its pCPU and stays runnable. */
    void preempt() {
        end.cancel();
        enter(RunState.RUNNABLE);
        executing = null;
    }

    @Override
    public void interrupt() {
        if (clock.state() == RunState.BLOCKED) {
            hypervisor.wake(this);
        } else if (clock.state() == RunState.RUNNING
                && !selecting
                && executing != switching
                && guest.isInterruptible()) {
            proceed();
        }
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
        selecting = true;
        Execution selected = guest.select();
        selecting = false;
        if (selected == null) {
            halt();
        } else {
            execute(selected, guest.limitNs());
        }
    }

    private void execute(Execution execution, long limitNs) {
        executing = execution;
        long ns = Math.min(execution.remainingNs(), limitNs);
        if (ns != Execution.FOREVER) {
            end.armIn(ns);
        }
    }

    private void enter(RunState next) {
        sync();
        clock.enter(next, simulation.now());
        guest.entered(next);
    }

    @Override
    public void sync() {
        long ns = simulation.now() - syncedAt;
        syncedAt = simulation.now();
        if (ns == 0) {
            return;
        }
        if (clock.state() == RunState.RUNNING) {
            if (executing == switching) {
                guest.delayedBy(switching, ns);
            } else {
                guest.advance(ns);
            }
        } else if (clock.state() == RunState.RUNNABLE) {
            guest.delayed(Cause.READY, ns);
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
        expect("RUNNING", clock.ns(RunState.RUNNING, simulation.now()), all.totalNs() - waited);
    }

    private void expect(String state, long clockNs, long ledgerNs) {
        if (clockNs != ledgerNs) {
            throw new IllegalStateException("vCPU " + contender.id() + " was " + state + " for " + clockNs
                    + " ns, its causes add up to " + ledgerNs + " ns");
        }
    }
}
