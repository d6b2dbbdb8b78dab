// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.technique.Cause;
import io.hvsim.model.technique.Ledger;

/**
 * The idle loop of one guest CPU: the kernel's code on the way there, then what the {@link IdlePolicy} says.
 *
 * <pre>
 *   Halt:   CODE ──► halted
 *   Poll:   CODE ──► POLL (window above 0) ──► HALTING ──► halted
 *   Mwait:  CODE ──► MWAIT, until something is to do
 * </pre>
 */
final class IdleLoop {
    private enum Stage {
        OUTSIDE,
        CODE,
        POLL,
        HALTING,
        MWAIT,
        HALTED
    }

    private final Simulation simulation;
    private final IdlePolicy policy;
    private final KernelBursts bursts;
    private final Execution code;
    private final Execution wait = new Execution();
    private Stage stage = Stage.HALTED;
    private long windowNs;
    private long haltedAt;

    /** @param code what the kernel's code is executed with; free for other work whenever the CPU is not in the loop */
    IdleLoop(Simulation simulation, IdlePolicy policy, KernelBursts bursts, Execution code) {
        this.simulation = simulation;
        this.policy = policy;
        this.bursts = bursts;
        this.code = code;
    }

    /** The CPU has nothing to run. A window of polling that only an interrupt cut short goes on. */
    void enter() {
        if (stage != Stage.POLL) {
            stage = Stage.CODE;
            code.start(bursts.idle, 0);
        }
    }

    /** The CPU has a task to run. */
    void leave() {
        stage = Stage.OUTSIDE;
    }

    /** What the CPU executes in the loop. */
    Execution execution() {
        return isWaiting() ? wait : code;
    }

    /** Goes on when {@link #execution()} is done: whether there is more to execute before the CPU halts. */
    boolean proceed() {
        stage = next();
        switch (stage) {
            case POLL -> wait.start(Burst.EMPTY, windowNs);
            case MWAIT -> wait.start(Burst.EMPTY, Execution.FOREVER);
            case HALTING -> code.start(bursts.halt, 0);
            default -> haltedAt = simulation.now();
        }
        return stage != Stage.HALTED;
    }

    private Stage next() {
        if (stage == Stage.CODE && policy instanceof IdlePolicy.Mwait) {
            return Stage.MWAIT;
        }
        if (stage == Stage.CODE && policy instanceof IdlePolicy.Poll) {
            return windowNs > 0 ? Stage.POLL : Stage.HALTING;
        }
        return stage == Stage.POLL ? Stage.HALTING : Stage.HALTED;
    }

    /** Whether the CPU waits without having halted; a write to its memory is then enough to wake it. */
    boolean isWaiting() {
        return stage == Stage.POLL || stage == Stage.MWAIT;
    }

    /** Whether the CPU stays here until something is to do. */
    boolean isFinal() {
        return stage == Stage.MWAIT || stage == Stage.HALTED;
    }

    /** The CPU waited for {@code ns}, which no request loses. */
    void waited(long ns, Ledger ledger) {
        if (stage == Stage.POLL) {
            wait.pass(ns);
        }
        Execution.charge(Cause.IDLE_POLL.ordinal(), ns, ledger, null, null);
    }

    /** An interrupt ends the halt. */
    void wake() {
        if (policy instanceof IdlePolicy.Poll poll) {
            windowNs = poll.next(windowNs, simulation.now() - haltedAt);
        }
    }
}
