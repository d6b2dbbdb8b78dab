// SPDX-License-Identifier: Apache-2.0
package io.hvsim.model.guest;

import io.hvsim.model.engine.Simulation;
import io.hvsim.model.engine.Timer;
import io.hvsim.model.measure.RunState;

/**
 * The periodic timer interrupt of one guest CPU.
 *
 * <p>An emulated or real timer keeps real time, and a {@link TickPolicy} says what becomes of ticks that a vCPU misses
 * while it waits for a pCPU. A VMI guest sets its alarm on available time: no tick is due while it waits. The tick stops
 * while the CPU is halted if the kernel is tickless, and always in a VMI guest.
 *
 * <p>Source: Linux 2.6.21 {@code arch/i386/kernel/vmitime.c} for VMI.
 */
final class Ticker {
    private final Simulation simulation;
    private final long periodNs;
    private final boolean stopsInHalt;
    private final VmiTime time;
    private final VmiAlarm alarm;
    private final Timer timer;
    private final GuestCpu cpu;
    private final TickPolicy policy;
    private RunState state = RunState.BLOCKED;
    private boolean missed;
    private boolean halted = true;

    Ticker(Simulation simulation, GuestOs os, GuestCpu cpu, long firstTickNs) {
        this.simulation = simulation;
        this.cpu = cpu;
        this.periodNs = os.kernel().hz() == 0 ? 0 : 1_000_000_000L / os.kernel().hz();
        this.policy = os.tickPolicy();
        boolean vmi = policy == TickPolicy.AVAILABLE_TIME;
        this.stopsInHalt = os.kernel().tickless() || vmi;
        this.time = vmi ? new VmiTime() : null;
        this.alarm = vmi ? new VmiAlarm(time, VmiTime.Counter.AVAILABLE) : null;
        this.timer = simulation.timer(this::due);
        if (periodNs > 0 && !stopsInHalt) {
            timer.armAt(firstTickNs);
        }
    }

    void entered(RunState state) {
        this.state = state;
        missed &= state.isWaiting();
        if (time != null) {
            time.enter(state, simulation.now());
            armAlarm();
        }
    }

    /** The CPU halts, or waits in MWAIT. */
    void halt() {
        halted = true;
        if (alarm != null) {
            alarm.cancel();
        }
        if (stopsInHalt) {
            timer.cancel();
        }
    }

    /** The CPU has something to do, which ends its halt if it was in one. */
    void resume() {
        boolean stopped = halted && stopsInHalt;
        halted = false;
        if (periodNs == 0 || !stopped) {
            return;
        }
        if (alarm != null) {
            alarm.set(time.availableNs(simulation.now()) + periodNs, periodNs);
            armAlarm();
        } else {
            timer.armAt((simulation.now() / periodNs + 1) * periodNs);
        }
    }

    private void due() {
        if (alarm == null) {
            timer.armIn(periodNs);
            tickUnlessLost();
        } else if (alarm.deliver(simulation.now())) {
            armAlarm();
            cpu.tick();
        }
    }

    private void tickUnlessLost() {
        boolean waiting = state.isWaiting();
        boolean lost = waiting && (policy == TickPolicy.DROPPED || policy == TickPolicy.ONE_PENDING && missed);
        missed = waiting;
        if (!lost) {
            cpu.tick();
        }
    }

    private void armAlarm() {
        long at = alarm.dueAt(simulation.now());
        if (at == VmiAlarm.NEVER) {
            timer.cancel();
        } else {
            timer.armAt(at);
        }
    }
}
