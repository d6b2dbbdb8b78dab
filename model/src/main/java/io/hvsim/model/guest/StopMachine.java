// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import java.util.Arrays;

/**
 * Stops all CPUs of a guest while one of them changes what none may use meanwhile, such as the kernel's own code. Whatever
 * can be preempted makes way on each CPU, which then spins through phases, each entered when every CPU has seen the one
 * before: a vCPU without a pCPU holds up all others, three times.
 *
 * <pre>
 *   GATHER ──► DISABLE (interrupts) ──► RUN (the function, on the CPU that wants it) ──► EXIT
 * </pre>
 *
 * <p>Source: Linux, {@code kernel/stop_machine.c}. Differs from the source in: the task that wants it spins and runs the
 * function itself, where Linux has a thread on each CPU do both while that task sleeps.
 */
final class StopMachine extends Spin {
    private enum Phase {
        GATHER,
        DISABLE,
        RUN,
        EXIT
    }

    private static final Phase[] PHASES = Phase.values();

    private final GuestCpu[] cpus;
    private final boolean[] seen;
    private GuestCpu initiator;
    private boolean functionDone;
    private int outstanding;
    private Phase phase = Phase.EXIT;

    StopMachine(GuestCpu[] cpus) {
        super("stop_machine");
        this.cpus = cpus;
        this.seen = new boolean[cpus.length];
    }

    /**
     * {@code initiator} wants all CPUs stopped, and nobody else does before {@link #resume()} is over.
     *
     * @return how many CPUs are interrupted for it
     */
    int begin(GuestCpu initiator) {
        this.initiator = initiator;
        functionDone = false;
        enter(Phase.GATHER);
        for (GuestCpu cpu : cpus) {
            if (cpu != initiator) {
                cpu.stop(this);
            }
        }
        return cpus.length - 1;
    }

    /** The function is done; the CPU that ran it waits until all others have seen that phase. */
    void resume() {
        functionDone = true;
    }

    private void enter(Phase next) {
        phase = next;
        outstanding = cpus.length;
        Arrays.fill(seen, false);
    }

    @Override
    boolean isOver(GuestCpu cpu) {
        while (phase != Phase.EXIT && !seen[cpu.index()] && (phase != Phase.RUN || cpu != initiator || functionDone)) {
            see(cpu);
        }
        return phase == Phase.EXIT || phase == Phase.RUN && cpu == initiator && !functionDone;
    }

    private void see(GuestCpu cpu) {
        seen[cpu.index()] = true;
        if (phase == Phase.DISABLE) {
            cpu.disableInterrupts();
        }
        if (--outstanding == 0) {
            enter(PHASES[phase.ordinal() + 1]);
            for (GuestCpu each : cpus) {
                if (each != cpu) {
                    each.lookInTurn();
                }
            }
        }
    }

    @Override
    boolean isForTask(GuestCpu cpu) {
        return cpu == initiator;
    }

    @Override
    boolean holdsOn(GuestCpu cpu) {
        return phase == Phase.RUN && cpu == initiator;
    }

    @Override
    long takeNs() {
        return 0;
    }

    @Override
    long haltsAfterNs(GuestCpu cpu) {
        return LockModel.NEVER;
    }
}
